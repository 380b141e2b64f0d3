"""The free seats of a section as rows of the list.

A sale that opens builds these rows again each second, hundreds of them: what is
the same for all seats of a tier is written once, and a template is run only for
the few of which there is more to say.
"""

from collections.abc import Iterable
from html import escape
from typing import Final

from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext

from ground.money import money
from ticketing.checkout.seating import ListedSeat, TierChoice

ROW_BEGINS: Final = '<label class="list__row">'
ROW_ENDS: Final = "</label>\n"
ROW: Final = (
    f'{ROW_BEGINS}<input type="checkbox" name="place" value="%d">'
    f"%s<span>%s%s</span>%s{ROW_ENDS}"
)


def seat_rows(seats: Iterable[ListedSeat], *, currency: str) -> SafeString:
    """One row for each seat: its box, tier, place, what it is like, its price.

    The same for everybody; boxes are ticked later.
    """
    place_words = escape(gettext("Row %(row)s, seat %(seat)s"))
    marks: dict[int, tuple[str, str]] = {}
    rows = []
    for seat in seats:
        if seat.tier.tier.pk not in marks:
            marks[seat.tier.tier.pk] = _mark(seat.tier), _price(seat.tier, currency)
        mark, price = marks[seat.tier.tier.pk]
        where = place_words % {"row": escape(seat.row), "seat": escape(seat.label)}
        rows.append(ROW % (seat.place, mark, where, _notes(seat), price))
    return mark_safe("".join(rows))  # noqa: S308 every word in it is escaped above


def _mark(choice: TierChoice) -> str:
    tier = choice.tier
    mark = '<i class="t{}" title="{}">{}</i>'
    return format_html(mark, choice.colour, tier.name, tier.code)


def _price(choice: TierChoice, currency: str) -> str:
    price = money(choice.price, currency, short=True)
    if choice.before is None:
        return format_html("<strong>{}</strong>", price)
    before = money(choice.before, currency, short=True)
    both = '<span><strong>{}</strong> <s class="small muted">{}</s></span>'
    return format_html(both, price, before)


def _notes(seat: ListedSeat) -> str:
    """What a seat is like, in words; of most there is nothing to say."""
    if not seat.flags:
        return ""
    return render_to_string("checkout/seats/notes.html", {"seat": seat}).strip()
