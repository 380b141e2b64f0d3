"""What the painting screen shows, and what its script begins with."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from content.staff.paint_forms import BLOCK
from ground.money import ZERO, digits_of, money
from ticketing.shows.models import Performance
from ticketing.stock.models import Place, PlaceState
from ticketing.stock.painting import (
    BARE,
    BareRow,
    Painted,
    Unit,
    is_blocking,
    reason_of,
    rows_without_price,
)
from ticketing.stock.repainting import OPEN
from ticketing.venues.models import Section


@dataclass(frozen=True, slots=True)
class SumLine:
    """Places and value of one price; `paint` names its colour."""

    kind: str
    name: str
    price: str
    paint: str
    count: int
    worth: str


@dataclass(frozen=True, slots=True)
class RowLine:
    """What one row is painted with, in words; `key` is the script's."""

    key: str
    name: str
    words: str


@dataclass(frozen=True, slots=True)
class PaintState:
    """A performance's painting, ready to be shown."""

    performance: Performance
    units: Sequence[Unit]
    painted: Painted

    def sums(self) -> list[SumLine]:
        counts = self._counts()
        currency = self.performance.currency
        lines = [
            SumLine(
                kind=tier.code,
                name=tier.name,
                price=money(tier.price, currency, short=True),
                paint=str(place % 8),
                count=counts.get(tier.code, 0),
                worth=money(tier.price * counts.get(tier.code, 0), currency),
            )
            for place, tier in enumerate(self.performance.tiers.all())
        ]
        blocked, bare = counts.get(BLOCK, 0), counts.get(BARE, 0)
        return [
            *lines,
            SumLine(BLOCK, _("blocked"), "", "none", blocked, ""),
            SumLine(BARE, _("no price"), "", "none", bare, ""),
        ]

    def _counts(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for unit, brush in self.painted.brushes(self.units):
            kind = BLOCK if is_blocking(brush) else brush
            counts[kind] = counts.get(kind, 0) + unit.room
        return counts

    def total(self) -> int:
        return sum(unit.room for unit in self.units)

    def value(self) -> str:
        """What the house brings when every priced place is sold."""
        counts = self._counts()
        tiers = self.performance.tiers.all()
        worth = sum((t.price * counts.get(t.code, 0) for t in tiers), start=Decimal(0))
        return money(worth, self.performance.currency)

    def rows(self) -> list[RowLine]:
        found: dict[tuple[Section, str], dict[str, int]] = {}
        for unit, brush in self.painted.brushes(self.units):
            counts = found.setdefault((unit.section, unit.row), {})
            counts[brush] = counts.get(brush, 0) + unit.room
        return [
            RowLine(f"{section.pk}|{row}", place_name(section, row), _told(counts))
            for (section, row), counts in found.items()
        ]

    def bare(self) -> list[str]:
        return [bare_words(row) for row in rows_without_price(self.units, self.painted)]

    def begin(self) -> dict[str, Any]:
        """What the script reads: prices, brushes by unit, what is taken, words."""
        performance = self.performance
        currency = performance.currency
        return {
            "geometry": reverse("staff-paint-plan", args=[performance.pk]),
            "tiers": [
                {
                    "code": tier.code,
                    "price": str(tier.price),
                    "written": money(tier.price, currency, short=True),
                }
                for tier in performance.tiers.all()
            ],
            "painted": self._by_brush(),
            "taken": _taken(performance),
            "rooms": {u.name: u.room for u in self.units if not u.seat},
            "money": {"zero": money(ZERO, currency), "digits": digits_of(currency)},
            "texts": texts(),
        }

    def _by_brush(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for unit, brush in self.painted.brushes(self.units):
            if brush != BARE:
                found.setdefault(brush, []).append(unit.name)
        return found


def _told(counts: dict[str, int]) -> str:
    return comma().join(f"{brush_words(b)} {n}" for b, n in sorted(counts.items()))


def comma() -> str:
    """What parts the members of a list in the reader's language."""
    return pgettext("between members of a list", ", ")


def brush_words(brush: str) -> str:
    if brush == BARE:
        return _("no price")
    if not is_blocking(brush):
        return brush
    reason = reason_of(brush)
    return _("blocked (%(reason)s)") % {"reason": reason} if reason else _("blocked")


def place_name(section: Section, row: str) -> str:
    if not row:
        return section.name
    return _("%(section)s, row %(row)s") % {"section": section.name, "row": row}


def bare_words(row: BareRow) -> str:
    places = ngettext("%(count)s place", "%(count)s places", row.count)
    told = place_name(row.section, row.row)
    return comma().join([told, places % {"count": row.count}])


def _taken(performance: Performance) -> dict[str, list[int]]:
    """Seats that keep their price, by state."""
    if not performance.offered:
        return {}
    found: dict[str, list[int]] = {}
    places = Place.objects.filter(performance=performance, seat__isnull=False)
    for state, seat in places.exclude(state__in=OPEN).values_list("state", "seat_id"):
        found.setdefault(state, []).append(seat)
    return found


def texts() -> dict[str, str]:
    """The script's words; {…} is filled in there."""
    return {
        "comma": comma(),
        "none": _("no price"),
        "blocked": _("blocked"),
        "reason": _("Say why these places are blocked."),
        "seat": _("{section}, row {row}, seat {seat}"),
        "area": _("{section}, {count} places"),
        "bare_row": _("{section}, row {row}: {count} places"),
        "bare_area": _("{section}: {count} places"),
        "painted": _("{count} places painted"),
        "locked": _("{count} taken places keep their price"),
        "nothing": _("Choose a row, and seats that it has."),
        "failed": _("The plan could not be loaded. The form below does the same."),
        **{str(state): str(state.label) for state in PlaceState},
    }
