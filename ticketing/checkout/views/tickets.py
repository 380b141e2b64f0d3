"""Tickets on the screen and on paper."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from ticketing.checkout.views.order import own_order
from ticketing.checkout.visitor import language
from ticketing.house.models import the_house
from ticketing.orders.models import Order
from ticketing.tickets.models import Ticket
from ticketing.tickets.pdf import ticket_pdf
from ticketing.tickets.qr import qr_drawing
from ticketing.tickets.sheets import payload, sheets_of


@never_cache
@require_GET
def ticket(request: HttpRequest, number: str, secret: str, serial: str) -> HttpResponse:
    """One ticket with its code, to be shown at the door."""
    order = own_order(number, secret)
    found = _own_ticket(order, serial)
    [sheet] = sheets_of([found], the_house(), language())
    context = {
        "order": order,
        "ticket": found,
        "sheet": sheet,
        "performance": found.line.performance,
        "qr": qr_drawing(sheet.payload),
    }
    return render(request, "checkout/ticket.html", context)


@never_cache
@require_GET
def code(_request: HttpRequest, number: str, secret: str, serial: str) -> HttpResponse:
    """The ticket's code as a picture."""
    found = _own_ticket(own_order(number, secret), serial)
    drawing = qr_drawing(payload(found))
    return HttpResponse(drawing, content_type="image/svg+xml")


@never_cache
@require_GET
def ticket_as_pdf(
    _request: HttpRequest, number: str, secret: str, serial: str
) -> HttpResponse:
    """One ticket as a PDF."""
    return _pdf([_own_ticket(own_order(number, secret), serial)], name=serial)


@never_cache
@require_GET
def order_as_pdf(_request: HttpRequest, number: str, secret: str) -> HttpResponse:
    """All tickets of an order as one PDF; an order without tickets has none."""
    order = own_order(number, secret)
    tickets = list(Ticket.objects.of_order(order).with_place())
    if not tickets:
        raise Http404
    return _pdf(tickets, name=number)


def _own_ticket(order: Order, serial: str) -> Ticket:
    tickets = Ticket.objects.of_order(order).with_place()
    found: Ticket = get_object_or_404(tickets, serial=serial)
    return found


def _pdf(tickets: list[Ticket], *, name: str) -> HttpResponse:
    document = ticket_pdf(sheets_of(tickets, the_house(), language()))
    response = HttpResponse(document, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
