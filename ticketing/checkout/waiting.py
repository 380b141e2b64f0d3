"""Where the checkout meets a performance's waiting room."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from ticketing.orders.models import Cart
from ticketing.rush.room_errors import RoomRefusal
from ticketing.rush.room_gate import standing
from ticketing.rush.room_now import Standing
from ticketing.rush.room_pages import OPEN_SALES
from ticketing.rush.room_views import admission_of
from ticketing.shows.models import Performance
from ticketing.shows.sale import sale_state


def must_wait(request: HttpRequest, performance: Performance, *, now: datetime) -> bool:
    """The way to these places goes through the waiting room; costs others nothing."""
    if not performance.has_room or sale_state(performance, now) not in OPEN_SALES:
        return False
    shown = admission_of(request, performance.pk)
    _room, found = standing(performance.pk, shown, now=now)
    return found != Standing.ADMITTED


def to_the_line(
    request: HttpRequest, performance_id: int, refusal: RoomRefusal
) -> HttpResponse:
    """Lead whoever was refused at the gate to their place, and say why."""
    messages.error(request, str(refusal))
    return redirect("rush:line", pk=performance_id)


def showing(cart: Cart, request: HttpRequest, performance_id: int) -> Cart:
    """The cart, with what its visitor shows at the gate of that performance."""
    cart.admission = admission_of(request, performance_id)
    return cart
