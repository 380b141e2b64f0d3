"""Painting places that are there: free ones change, taken ones keep their price."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from ticketing.shows.models import Performance
from ticketing.stock import events
from ticketing.stock.errors import NothingToOffer, PriceNeeded
from ticketing.stock.models import (
    Painting,
    Place,
    PlaceState,
    StockEventKind,
)
from ticketing.stock.painting import (
    BARE,
    Painted,
    Unit,
    blocked_for,
    is_blocking,
    painting_from,
    reason_of,
    units_of,
)
from ticketing.stock.services import make_places

OPEN: Final = (PlaceState.FREE, PlaceState.BLOCKED)
# As many keys as one statement takes on every database.
MANY: Final = 5000


@dataclass(frozen=True, slots=True)
class Kept:
    """A taken place that did not get the price it was to have."""

    section: int
    row: str
    label: str
    state: str


@dataclass(frozen=True, slots=True)
class _Row:
    """A place as it is read for painting."""

    pk: int
    section: int
    seat: int | None
    state: str
    tier: int | None
    letter: str

    @property
    def brush(self) -> str:
        blocked = self.state == PlaceState.BLOCKED
        return blocked_for("") if blocked else self.letter


def _rows(performance: Performance) -> Iterator[_Row]:
    letters = dict(performance.tiers.values_list("pk", "code"))
    found = Place.objects.filter(performance=performance).order_by("pk")
    values = found.values_list("pk", "section_id", "seat_id", "state", "tier_id")
    for pk, section, seat, state, tier in values:
        yield _Row(pk, section, seat, state, tier, letters.get(tier or 0, BARE))


def stored(performance: Performance) -> Painted:
    """The painting as it was last written down; an empty one where none was."""
    row = Painting.objects.filter(performance=performance).first()
    return row.painted if row else Painted()


def painted_of(performance: Performance, units: Sequence[Unit]) -> Painted:
    """What the plan is painted with now: once there are places, they tell."""
    if not performance.offered:
        return stored(performance)
    return _told_by_places(performance, units)


def _told_by_places(performance: Performance, units: Sequence[Unit]) -> Painted:
    """A standing section's free places tell what it costs; else its taken ones."""
    before = stored(performance)
    by_seat: dict[int, str] = {}
    by_section: dict[int, dict[bool, str]] = defaultdict(dict)
    for row in _rows(performance):
        if row.seat:
            by_seat[row.seat] = row.brush
        else:
            by_section[row.section].setdefault(row.state in OPEN, row.brush)

    def told(unit: Unit) -> str:
        standing = by_section.get(unit.section.pk, {})
        brush = by_seat.get(unit.seat) if unit.seat else None
        if brush is None:
            brush = standing.get(True, standing.get(False, BARE))
        kept = before.brush(unit)
        return kept if is_blocking(brush) and is_blocking(kept) else brush

    return painting_from((unit, told(unit)) for unit in units)


def repaint_places(
    performance: Performance, painted: Painted, *, now: datetime, actor: str = ""
) -> list[Kept]:
    """Give free and blocked places their brush; return the taken that differ.

    Does nothing where no places are made yet. Raises PriceNeeded where a place
    would lose its price without being blocked.
    """
    if not performance.offered:
        return []
    units = units_of(performance.plan_version_id)
    wanted = {unit.name: brush for unit, brush in painted.brushes(units)}
    return move_places(performance, wanted, units=units, now=now, actor=actor)


@transaction.atomic
def move_places(
    performance: Performance,
    wanted: dict[str, str],
    *,
    units: Sequence[Unit],
    now: datetime,
    actor: str = "",
) -> list[Kept]:
    """Paint places by their unit's name (see `Unit`); what is not named stays."""
    differing = [
        (row, brush)
        for row in _rows(performance)
        if (brush := wanted.get(_name_of(row), row.brush)) != row.brush
        and not (is_blocking(brush) and is_blocking(row.brush))
    ]
    lost = sum(1 for row, brush in differing if brush == BARE and row.state in OPEN)
    if lost:
        raise PriceNeeded(count=lost)
    moving = [(row, brush) for row, brush in differing if row.state in OPEN]
    still = _lock([row.pk for row, _brush in moving])
    _write(performance, moving, still, now=now, actor=actor)
    late = [row for row, _brush in moving if row.pk not in still]
    taken = [row for row, _brush in differing if row.state not in OPEN]
    return _kept([*taken, *late], units)


def _name_of(row: _Row) -> str:
    return str(row.seat) if row.seat else f"s{row.section}"


def _lock(pks: Sequence[int]) -> set[int]:
    """Wait for these places; return those that nobody has taken meanwhile."""
    still: set[int] = set()
    for part in _parts(pks):
        places = Place.objects.filter(pk__in=part)
        places.lock()
        still.update(places.filter(state__in=OPEN).values_list("pk", flat=True))
    return still


def _parts(pks: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(pks), MANY):
        yield pks[start : start + MANY]


def _write(
    performance: Performance,
    moving: Iterable[tuple[_Row, str]],
    still: set[int],
    *,
    now: datetime,
    actor: str,
) -> None:
    groups: dict[str, list[_Row]] = defaultdict(list)
    for row, brush in moving:
        if row.pk in still:
            groups[brush].append(row)
    tiers = _tiers(performance)
    for brush, rows in sorted(groups.items()):
        _brush([row.pk for row in rows], brush, tiers)
        _tell(performance.pk, brush, rows, tiers, now=now, actor=actor)


def _tiers(performance: Performance) -> dict[str, int]:
    return dict(performance.tiers.values_list("code", "pk"))


def _brush(pks: Sequence[int], brush: str, tiers: dict[str, int]) -> None:
    blocks = is_blocking(brush)
    state = PlaceState.BLOCKED if blocks else PlaceState.FREE
    for part in _parts(pks):
        Place.objects.filter(pk__in=part).update(
            state=state, tier=None if blocks else tiers.get(brush)
        )


@transaction.atomic
def offer_painted(performance: Performance, *, now: datetime, actor: str = "") -> None:
    """Make the places of a performance as it was painted.

    Raises AlreadyOffered, NothingToOffer where nothing has a price, or
    PriceNeeded where a place has none and is not blocked.
    """
    painted = stored(performance)
    if not painted.letters():
        raise NothingToOffer
    units = {unit.name: unit for unit in units_of(performance.plan_version_id)}
    blocked: dict[str, int] = defaultdict(int)

    def paint(locked: Performance) -> None:
        groups: dict[str, list[int]] = defaultdict(list)
        for row in _rows(locked):
            groups[painted.brush(units[_name_of(row)])].append(row.pk)
        tiers = _tiers(locked)
        for brush, pks in sorted(groups.items()):
            _brush(pks, brush, tiers)
            if is_blocking(brush):
                blocked[reason_of(brush)] += len(pks)

    make_places(performance, paint=paint, now=now, actor=actor)
    for reason, count in sorted(blocked.items()):
        moved = [(performance.pk, None)] * count
        _record_blocked(moved, reason, now=now, actor=actor)


def _record_blocked(
    moved: Iterable[tuple[int, int | None]], reason: str, *, now: datetime, actor: str
) -> None:
    kind = StockEventKind.BLOCKED
    events.record(kind, moved, now=now, actor=actor, reason=reason[:300])


def _tell(
    performance_id: int,
    brush: str,
    rows: Sequence[_Row],
    tiers: dict[str, int],
    *,
    now: datetime,
    actor: str,
) -> None:
    """An event for the tier that places leave, and one for that they come to."""
    was_blocked = [row for row in rows if row.state == PlaceState.BLOCKED]
    painted = [row for row in rows if row.state != PlaceState.BLOCKED]
    if is_blocking(brush):
        left = [(performance_id, row.tier) for row in rows]
        _record_blocked(left, reason_of(brush), now=now, actor=actor)
        return
    came = tiers[brush]
    left = [(performance_id, row.tier) for row in painted if row.tier]
    moved = [*left, *((performance_id, came) for _row in painted)]
    events.record(StockEventKind.PAINTED, moved, now=now, actor=actor)
    freed = [(performance_id, came) for _row in was_blocked]
    events.record(StockEventKind.UNBLOCKED, freed, now=now, actor=actor)


def _kept(rows: Iterable[_Row], units: Sequence[Unit]) -> list[Kept]:
    by_name = {unit.name: unit for unit in units}
    found = []
    for row in rows:
        unit = by_name[_name_of(row)]
        found.append(Kept(row.section, unit.row, unit.label, row.state))
    return found
