"""Looking at waiting rooms: all of them, and one as it moves."""

from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ground.errors import Refusal
from ticketing.desk import rights
from ticketing.desk.rights import needs
from ticketing.desk.rooms.forms import (
    MessageForm,
    PaceForm,
    PlanForm,
    initial_of,
)
from ticketing.rush import rooms as services
from ticketing.rush.models import RoomEvent
from ticketing.rush.room_now import RoomNow, Stage
from ticketing.rush.room_status import status_of
from ticketing.rush.room_steps import load_of
from ticketing.shows.models import Performance

UNPROCESSABLE: Final = 422
BEFORE_SALE: Final = timedelta(hours=1)
MOST_EVENTS: Final = 100
MOST_LISTED: Final = 300


@needs(rights.CONTROL)
def rooms(request: HttpRequest) -> HttpResponse:
    """Rooms there are, and performances that could have one."""
    now = timezone.now()
    ahead = Performance.objects.ahead(now).public().with_show_and_venue()
    listed = ahead.order_by("on_sale_from", "starts_at", "pk")
    wanting = listed.filter(has_room=False, offered=True, on_sale_from__isnull=False)
    context = {
        "with_room": [
            (performance, status_of(performance.pk, now=now).room)
            for performance in listed.filter(has_room=True)
        ],
        "without": wanting.filter(on_sale_from__gt=now)[:MOST_LISTED],
        "on_sale": wanting.filter(on_sale_from__lte=now)[:MOST_LISTED],
        **_titled(_("Waiting rooms")),
    }
    return render(request, "desk/rooms/list.html", context)


@never_cache
@needs(rights.CONTROL)
def room(request: HttpRequest, performance_id: int) -> HttpResponse:
    """Set up, or watch and steer, one room."""
    performance = performance_or_404(performance_id)
    now = timezone.now()
    found = status_of(performance_id, now=now).room
    form = PlanForm(request.POST or None, initial=_initial(performance, found))
    if request.method == "POST" and form.is_valid():
        try:
            actor = str(request.user)
            services.set_room(performance_id, form.plan(), actor=actor, now=now)
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("The waiting room is set up."))
            return redirect("desk-room", performance_id)
    status = UNPROCESSABLE if form.errors else 200
    context = {
        "form": form,
        "performance": performance,
        **_steering(performance, found),
        **_titled(str(performance), parent=_("Waiting rooms")),
    }
    return render(request, "desk/rooms/room.html", context, status=status)


@never_cache
@needs(rights.CONTROL)
def live(_request: HttpRequest, performance_id: int) -> JsonResponse:
    """The figures of the screen, as they are now."""
    performance_or_404(performance_id)
    now = timezone.now()
    found = status_of(performance_id, now=now).room
    return JsonResponse(figures(performance_id, found) if found else {"stage": ""})


def figures(performance_id: int, found: RoomNow) -> dict[str, Any]:
    load = load_of(performance_id, now=found.at)
    return {
        "stage": found.stage,
        "stage_words": stage_words(found.stage),
        "joined": found.joined,
        "admitted": found.open_to,
        "waiting": found.joined - found.open_to,
        "entered": found.room.entries.count(),
        "per_minute": found.per_minute,
        "automatic": found.room.per_minute is None,
        "holds": load.holds,
        "free": load.free,
    }


def stage_words(stage: Stage) -> str:
    return {
        Stage.CLOSED: _("not open yet"),
        Stage.GATHERING: _("gathering, before the draw"),
        Stage.MOVING: _("drawn, the door is moving"),
        Stage.PAUSED: _("paused"),
    }[stage]


def performance_or_404(performance_id: int) -> Performance:
    performances = Performance.objects.public().with_show_and_venue()
    found: Performance = get_object_or_404(performances, pk=performance_id)
    return found


def _initial(performance: Performance, found: RoomNow | None) -> dict[str, Any]:
    if found is not None:
        return initial_of(found.room)
    sale_from = performance.on_sale_from
    return {"opens_at": sale_from - BEFORE_SALE if sale_from else None}


def _steering(performance: Performance, found: RoomNow | None) -> dict[str, Any]:
    """What is on the screen only where there is a room."""
    events = RoomEvent.objects.filter(performance=performance).order_by("-at", "-pk")
    if found is None:
        return {"room": None, "events": events[:MOST_EVENTS]}
    row = found.room
    words = {"message_en": row.message_en, "message_zh_hans": row.message_zh_hans}
    return {
        "room": found,
        "figures": figures(performance.pk, found),
        "pace_form": PaceForm(initial={"per_minute": row.per_minute}, prefix="pace"),
        "message_form": MessageForm(initial=words, prefix="message"),
        "events": events[:MOST_EVENTS],
    }


def _titled(title: str, *, parent: str = "") -> dict[str, Any]:
    crumbs = [{"url": "", "label": title}]
    if parent:
        crumbs.insert(0, {"url": reverse("desk-rooms"), "label": parent})
    return {
        "page_title": title,
        "header_icon": "group",
        "breadcrumbs_items": crumbs,
    }
