"""Which ticket types each place of a cart can have, and what each would cost."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import pgettext

from ticketing.checkout.pricing import house_prices
from ticketing.checkout.selectors import CartContents, CartGroup, CartLine
from ticketing.house.models import House
from ticketing.offers.asked import wanted_place
from ticketing.offers.models import Concession
from ticketing.offers.quote import quote


@dataclass(frozen=True, slots=True)
class TicketType:
    """One choice; `key` is empty for the full price."""

    key: int | str
    name: str
    price: Decimal
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class BasketLine:
    """A line of the cart with its choices; no choice where there is only one."""

    line: CartLine
    types: tuple[TicketType, ...]


@dataclass(frozen=True, slots=True)
class BasketGroup:
    group: CartGroup
    lines: tuple[BasketLine, ...]

    @property
    def has_types(self) -> bool:
        return any(row.types or row.line.is_named for row in self.lines)


def basket_groups(
    contents: CartContents, concessions: Sequence[Concession], house: House
) -> list[BasketGroup]:
    """The groups of a cart, each line with its ticket types; asks no database."""
    return [
        BasketGroup(
            group,
            tuple(
                BasketLine(line, _types(line, concessions, house, contents))
                for line in group.lines
            ),
        )
        for group in contents.groups
    ]


def _is_sold(line: CartLine, concession: Concession) -> bool:
    """A stopped one is still told to those who chose it, who must choose anew."""
    tier = line.place.tier
    stopped = tier.stopped_concessions if tier else []
    return concession.pk not in stopped or concession == line.concession


def _types(
    line: CartLine,
    concessions: Sequence[Concession],
    house: House,
    contents: CartContents,
) -> tuple[TicketType, ...]:
    if not concessions or not line.quote.list_price or line.is_named:
        return ()
    choices = [None, *(c for c in concessions if _is_sold(line, c))]
    return tuple(
        TicketType(
            key=choice.pk if choice else "",
            name=choice.name if choice else pgettext("ticket type", "Full price"),
            price=_price(line, choice, house, contents),
            is_chosen=choice == line.concession,
        )
        for choice in choices
    )


def _price(
    line: CartLine, choice: Concession | None, house: House, contents: CartContents
) -> Decimal:
    """What the place would cost by itself; as it is chosen, what it does cost."""
    if choice == line.concession:
        return line.quote.price
    place, prices = line.place, house_prices(house, contents.quote.currency)
    asked = wanted_place(place.pk, place.performance, place.tier, choice)
    return quote([asked], prices, contents.terms).lines[0].price
