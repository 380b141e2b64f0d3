"""Everything that the seat page shows, read with few queries."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from django.http import Http404
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from ground.keeping import SECOND, kept
from ticketing.checkout.best_choice import MOST_TOGETHER
from ticketing.checkout.named import performance_named
from ticketing.checkout.seat_rows import ROW_BEGINS, ROW_ENDS, seat_rows
from ticketing.checkout.seating import (
    Seating,
    SectionChoice,
    free_among,
    free_seats,
    seating_of,
)
from ticketing.checkout.selectors import CartContents, CartGroup, cart_contents
from ticketing.house.models import House
from ticketing.orders.models import Cart
from ticketing.rush.limits import most_at_once
from ticketing.shows.models import Performance
from ticketing.shows.sale import SaleState, sale_state
from ticketing.stock.models import Place

# What marks a seat with a restricted view in the list.
VIEW_MARK: Final = "data-view"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the visitor asked for: a section, places that stay ticked, a number.

    `better` are places offered instead of a choice that was refused, `gone` those
    that somebody else has by now.
    `is_early`: they may buy before the sale opens. `most` is how many places their
    level allows in one order; None where as many as everybody.
    """

    section: int | None = None
    places: tuple[int, ...] = ()
    quantity: str = ""
    best: str = ""
    better: tuple[int, ...] = ()
    gone: tuple[int, ...] = ()
    knows_view: bool = False
    must_know_view: bool = False
    standing: int | None = None
    tier: int | None = None
    is_early: bool = False
    most: int | None = None

    @property
    def has_lost_all(self) -> bool:
        """Others have every place that was asked for, and nothing else was."""
        lost = Asked(section=self.section, places=self.places, gone=self.gone)
        return bool(self.gone) and self == lost and {*self.places} <= {*self.gone}


@dataclass(frozen=True, slots=True)
class SeatPage:
    """One performance as one visitor sees it at one moment."""

    performance: Performance
    sale: SaleState
    seating: Seating
    section: SectionChoice | None
    seats: SafeString
    elsewhere: tuple[Place, ...]
    better: tuple[Place, ...]
    contents: CartContents
    asked: Asked
    most: int
    now: datetime
    errors: tuple[str, ...] = field(default=())

    @property
    def is_open(self) -> bool:
        return self.sale == SaleState.ON_SALE

    @property
    def group(self) -> CartGroup | None:
        """What the visitor's cart has of this performance."""
        groups = self.contents.groups
        return next((g for g in groups if g.performance == self.performance), None)

    @property
    def goes_on(self) -> bool:
        """The form's own button leads to the basket: seats of it are held."""
        return bool(self.seating.seated and self.group and self.group.held)

    @property
    def held_places(self) -> str:
        """The visitor's own seats as the map reads them: place:seat:tier."""
        held = [line.place for line in self.group.held] if self.group else []
        return ",".join(f"{p.pk}:{p.seat_id}:{p.tier_id}" for p in held if p.seat_id)

    @property
    def tells_of_views(self) -> bool:
        """A seat of the list has a restricted view, of which one must know."""
        return VIEW_MARK in self.seats

    @property
    def together(self) -> range:
        """How many seats can be asked for beside one another."""
        return range(1, min(MOST_TOGETHER, self.most) + 1)

    @property
    def best(self) -> int:
        """How many of the best seats were asked for; two at first."""
        asked = self.asked.best
        return int(asked) if asked in {str(n) for n in self.together} else 2

    @property
    def prices(self) -> list[Decimal]:
        return sorted({choice.price for choice in self.seating.tiers})


def offered_or_404(performance_id: int) -> Performance:
    """The performance with all that names it; withdrawn ones do not exist.

    At most a second old, as the names in the basket are.
    """
    try:
        found = performance_named(performance_id)
    except Performance.DoesNotExist:
        raise Http404 from None
    if found.show.withdrawn_at:
        raise Http404
    return found


def most_of(performance: Performance, house: House, most: int | None = None) -> int:
    """How many places of it one order can have; `most` is what a level allows."""
    limit = most_at_once(performance.most_per_order, performance.most_per_buyer)
    most = most or house.most_places
    return min(most, limit or most)


def seat_page(
    performance: Performance,
    cart: Cart | None,
    house: House,
    *,
    asked: Asked,
    now: datetime,
    errors: Iterable[str] = (),
) -> SeatPage:
    """Put the page together; costs at most six queries.

    Places that were ticked and are free stay ticked, in the section shown or
    beside it.
    """
    sale = SaleState.ON_SALE if asked.is_early else sale_state(performance, now)
    is_open = sale == SaleState.ON_SALE
    seating = seating_now(performance, now=now) if is_open else Seating((), ())
    chosen = _free(performance, asked.places, now=now)
    first = asked.section or next((p.section_id for p in chosen if p.seat_id), None)
    section = seating.section(first)
    shown = section.section.pk if section else None
    return SeatPage(
        performance=performance,
        sale=sale,
        seating=seating,
        section=section,
        seats=_seats(performance, section, seating, chosen, asked.gone, now=now),
        elsewhere=tuple(p for p in chosen if p.section_id != shown),
        better=tuple(_free(performance, asked.better, now=now)),
        contents=cart_contents(cart, house, now=now),
        asked=asked,
        most=most_of(performance, house, asked.most),
        now=now,
        errors=tuple(errors),
    )


def _free(
    performance: Performance, places: Collection[int], *, now: datetime
) -> list[Place]:
    """Those of the places that can be had; asks nothing where there is none."""
    return free_among(performance.pk, places, now=now) if places else []


def seating_now(performance: Performance, *, now: datetime) -> Seating:
    """Sections and what is free of them, at most a second old."""
    key = f"seating:{performance.pk}"
    return kept(key, SECOND, lambda: seating_of(performance, now=now))


def _seats(
    performance: Performance,
    section: SectionChoice | None,
    seating: Seating,
    chosen: Collection[Place],
    gone: Collection[int],
    *,
    now: datetime,
) -> SafeString:
    """The list of a section's free seats, the chosen ones ticked."""
    if section is None:
        return mark_safe("")

    def build() -> str:
        found = free_seats(performance, section.section.pk, seating, now=now)
        return seat_rows(found, currency=performance.currency)

    key = f"seats:{performance.pk}:{section.section.pk}:{get_language()}"
    rows = without_places(kept(key, SECOND, build), gone)
    return _ticked(rows, [place.pk for place in chosen])


def without_places(rows: str, gone: Collection[int]) -> str:
    """Leave out what has gone since the list was built: nobody tries it again."""
    for place in gone:
        before, box, after = rows.partition(f'name="place" value="{place:d}"')
        if box:
            rows = before[: before.rindex(ROW_BEGINS)] + after.partition(ROW_ENDS)[2]
    return rows


def _ticked(rows: str, places: Collection[int]) -> SafeString:
    """Tick boxes in a list that was built for everybody."""
    for place in places:
        box = f'value="{place:d}"'
        rows = rows.replace(box, f"{box} checked", 1)
    return mark_safe(rows)  # noqa: S308 a template made it


def map_texts() -> str:
    """The sentences of the seat map, as it reads them."""
    return json.dumps(
        {
            "map": gettext("Seat map"),
            "free": gettext("{count} free"),
            "gone": gettext("Sold out"),
            "tiers": gettext("Show one price"),
            "larger": gettext("Larger"),
            "smaller": gettext("Smaller"),
            "fit": gettext("Whole hall"),
            "seat": gettext("{section}, row {row}, seat {seat}, {price}"),
            "restricted": gettext("restricted view"),
            "know": gettext("I know that not all can be seen from these seats."),
            "photo": gettext("The view from {seat}"),
            "wheelchair": gettext("wheelchair place"),
            "companion": gettext("place for a companion"),
            "comma": gettext(", "),
            "none": gettext("Nothing chosen yet."),
            "total_one": gettext("1 seat, {total}"),
            "total_many": gettext("{count} seats, {total}"),
            "remove": gettext("Do not take {seat}"),
            "taken": gettext("Somebody else has just taken {seat}."),
            "max": gettext("One order can have {max} places at most."),
            "held": gettext("This seat is in your basket. Remove it there."),
            "failed": gettext("The map can’t be shown. Choose from the list."),
        }
    )
