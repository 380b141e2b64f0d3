"""From a ticket's row to what is printed on it."""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext, override, pgettext

from ground import dates
from ground.money import ZERO, money
from ticketing.house.models import House
from ticketing.orders.models import OrderLine
from ticketing.tickets.codes import SigningKey, ensure_key, in_fours, sign
from ticketing.tickets.models import Ticket
from ticketing.tickets.pdf import TicketSheet


@lru_cache(maxsize=1)
def _key(folder: str) -> SigningKey:
    """The key of this process: read once, so that a page reads no file."""
    return ensure_key(Path(folder))


def payload(ticket: Ticket) -> str:
    """What the ticket's QR code carries: its serial, signed."""
    return sign(ticket.serial, _key(str(settings.MARQUEE_KEYS)))


def sheets_of(
    tickets: Iterable[Ticket], house: House, language: str
) -> list[TicketSheet]:
    """The sheets of tickets that were read `with_place()`, in one language."""
    with override(language):
        return [_sheet(ticket, house, language) for ticket in tickets]


def _sheet(ticket: Ticket, house: House, language: str) -> TicketSheet:
    line = ticket.line
    performance, place, order = line.performance, line.place, line.order
    if performance is None or place is None:
        message = f"ticket {ticket.serial} has no place"
        raise ValueError(message)
    start, seat = performance.local_start, place.seat
    return TicketSheet(
        language=language,
        house=house.name,
        title=performance.show.name,
        subtitle=performance.title,
        date=dates.day(start, year=True),
        time=dates.clock(start) if performance.time_is_known else "",
        venue=performance.hall.venue.name,
        hall=performance.hall.name,
        section=place.section.name,
        row=seat.row if seat else "",
        seat=seat.label if seat else "",
        tier=line.tier.name if line.tier else "",
        concession=concession_name(line),
        price=price_text(line),
        holder=ticket.attendee or order.buyer_name,
        serial=in_fours(ticket.serial),
        payload=payload(ticket),
        order_number=order.number,
        notes=_notes(line),
        accent=house.accent,
        kind=performance.show.kind.ground,
    )


def concession_name(line: OrderLine) -> str:
    full = pgettext("ticket type", "Full price")
    return line.concession.name if line.concession else full


def price_text(line: OrderLine) -> str:
    """The price that was paid, or the word for none."""
    if line.price == ZERO:
        return pgettext("price", "Free")
    return money(line.price, line.order.currency)


def _notes(line: OrderLine) -> tuple[str, ...]:
    notes = []
    if line.concession is not None and line.concession.proof:
        notes.append(line.concession.proof)
    if line.place is not None and line.place.seat is not None:
        seat = line.place.seat
        if seat.has_restricted_view:
            notes.append(gettext("Restricted view"))
        if seat.is_wheelchair_place:
            notes.append(gettext("Wheelchair place"))
    return tuple(notes)
