"""Taking an offered performance to another version of its hall's plan.

A place follows its seat by the seat's key. What somebody has (bought, ordered,
holds, is kept for) must be there under the same name, because it is on a ticket;
where it is not, nothing is moved.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal
from ticketing.shows.models import Performance
from ticketing.stock import caps, events
from ticketing.stock.models import Place, PlaceState, StockEventKind
from ticketing.stock.pricing import keep_painting
from ticketing.stock.repainting import stored
from ticketing.venues.models import PlanVersion, Seat, Section, SectionKind

BATCH: Final = 500
# Nobody has these; they may go.
OPEN: Final = (PlaceState.FREE, PlaceState.BLOCKED)


class AnotherHall(Refusal):
    code = "another_hall"
    sentence = _("This plan is of another hall than the performance plays in.")


class PlacesInTheWay(Refusal):
    """Somebody has places that the version has not got under the same name."""

    code = "places_in_the_way"
    sentence = _(
        "%(count)s places that somebody has would be gone or have another name."
        " Nothing was moved."
    )


@dataclass(frozen=True, slots=True)
class Conflict:
    """A place that somebody has, and that the other version has not got as such.

    `now_called` is its new name (section, row, seat), empty where it is gone.
    """

    section: str
    row: str
    label: str
    state: str
    now_called: tuple[str, str, str] | None = None


@dataclass(slots=True)
class Move:
    """What would happen: places that are carried, made, and closed."""

    conflicts: list[Conflict] = field(default_factory=list)
    carried: list[Place] = field(default_factory=list)
    made: list[Place] = field(default_factory=list)
    closed: list[Place] = field(default_factory=list)


def plan_move(performance: Performance, version: PlanVersion, *, now: datetime) -> Move:
    """Say what a move would do, and what is in its way; changes nothing.

    A performance that is not offered yet has no places, and gets none by this.
    """
    move = Move()
    if not performance.offered:
        return move
    places = list(
        Place.objects.filter(performance=performance)
        .select_related("seat", "section")
        .order_by("pk")
    )
    _move_seats(move, [p for p in places if p.seat_id], performance, version, now=now)
    _move_crowd(
        move, [p for p in places if not p.seat_id], performance, version, now=now
    )
    return move


@transaction.atomic
def move_performance(
    performance_id: int, version_id: int, *, now: datetime, actor: str = ""
) -> Move:
    """Let a performance be played on another version; returns what was done.

    Places of seats that are no more are blocked, and new seats cost what their
    neighbours do. Raises AnotherHall, or PlacesInTheWay where somebody has a
    place that would be gone or called otherwise; then nothing is changed.
    """
    performance = Performance.objects.under_lock(performance_id)
    version = PlanVersion.objects.select_for_update(no_key=True).get(pk=version_id)
    if version.plan.hall_id != performance.hall_id:
        raise AnotherHall
    # Lock, then ask: a buyer who is choosing comes before or after, not between.
    Place.objects.filter(performance=performance).lock()
    move = plan_move(performance, version, now=now)
    if move.conflicts:
        raise PlacesInTheWay(count=len(move.conflicts))
    _write(move, now=now, actor=actor)
    if performance.offered and version.used_at is None:
        PlanVersion.objects.filter(pk=version.pk).update(used_at=now)
    Performance.objects.filter(pk=performance.pk).update(plan_version=version)
    performance.plan_version = version
    if not performance.offered:
        keep_painting(performance, stored(performance))
    return move


def _write(move: Move, *, now: datetime, actor: str) -> None:
    lapsed = [place.pk for place in move.closed if place.state == PlaceState.HELD]
    Place.objects.bulk_update(
        move.carried, ["section", "seat", "number"], batch_size=BATCH
    )
    for place in move.closed:
        place.state, place.hold, place.held_until = PlaceState.BLOCKED, None, None
    Place.objects.bulk_update(
        move.closed, ["state", "hold", "held_until"], batch_size=BATCH
    )
    if lapsed:
        caps.free_slots(lapsed, now=now)
    Place.objects.bulk_create(move.made, batch_size=BATCH)
    for kind, places in (
        (StockEventKind.BLOCKED, move.closed),
        (StockEventKind.OFFERED, move.made),
    ):
        moved = [(place.performance_id, place.tier_id) for place in places]
        events.record(kind, moved, now=now, actor=actor)


def _is_open(place: Place, now: datetime) -> bool:
    """Nobody has it, and it is kept for nobody."""
    until = place.held_until
    lapsed = place.state == PlaceState.HELD and until is not None and until <= now
    return (place.state in OPEN or lapsed) and place.allotment_id is None


def _move_seats(
    move: Move,
    places: list[Place],
    performance: Performance,
    version: PlanVersion,
    *,
    now: datetime,
) -> None:
    seats = Seat.objects.filter(version=version).select_related("section")
    by_key = {seat.key: seat for seat in seats.order_by("section", "pk")}
    number = _numbers(by_key.values())
    tier_of = _usual_tiers(places)
    for place in places:
        old: Any = place.seat
        new = by_key.pop(old.key, None)
        if not _is_open(place, now) and (new is None or _name(new) != _name(old)):
            move.conflicts.append(_conflict(place, new))
        elif new is None:
            move.closed.append(place)
        else:
            place.seat, place.section, place.number = new, new.section, number[new.pk]
            move.carried.append(place)
    for seat in by_key.values():
        made = Place(performance=performance, section=seat.section, seat=seat)
        made.number, made.tier_id = number[seat.pk], tier_of(seat)
        move.made.append(made)


def _numbers(seats: Iterable[Seat]) -> dict[int, int]:
    """Count the seats of each section from 1."""
    counts: Counter[int] = Counter()
    numbers = {}
    for seat in seats:
        counts[seat.section_id] += 1
        numbers[seat.pk] = counts[seat.section_id]
    return numbers


def _name(seat: Seat) -> tuple[str, str, str, str]:
    """What a ticket says of it, in both languages."""
    section = seat.section
    return section.name_en, section.name_zh_hans, seat.row, seat.label


def _conflict(place: Place, new: Seat | None) -> Conflict:
    old: Any = place.seat
    state = PlaceState(place.state)
    return Conflict(
        section=place.section.name,
        row=old.row,
        label=old.label,
        state=str(state.label),
        now_called=(new.section.name, new.row, new.label) if new else None,
    )


def _usual_tiers(places: Iterable[Place]) -> Callable[[Seat], int | None]:
    """Say what a seat costs where it stands: as its row does, else its section."""
    counts: defaultdict[tuple[str, ...], Counter[int]] = defaultdict(Counter)
    for place in places:
        if place.tier_id is not None:
            seat: Any = place.seat
            counts[place.section.code, seat.row][place.tier_id] += 1
            counts[(place.section.code,)][place.tier_id] += 1

    def tier_of(seat: Seat) -> int | None:
        code = seat.section.code
        found = counts.get((code, seat.row)) or counts.get((code,))
        return found.most_common(1)[0][0] if found else None

    return tier_of


def _move_crowd(
    move: Move,
    places: list[Place],
    performance: Performance,
    version: PlanVersion,
    *,
    now: datetime,
) -> None:
    """Standing places follow their section by its code, as many as it has room for."""
    crowds: defaultdict[str, list[Place]] = defaultdict(list)
    for place in places:
        crowds[place.section.code].append(place)
    standing = version.sections.filter(kind=SectionKind.STANDING)
    sections = {section.code: section for section in standing}
    for code, crowd in crowds.items():
        section = sections.get(code)
        room = section.capacity if section else 0
        # Those that somebody has come first, so that only open ones are closed.
        crowd.sort(key=lambda place: (_is_open(place, now), place.number))
        _place_crowd(move, crowd, section, room, now=now)
    for section in sections.values():
        missing = section.capacity - len(crowds[section.code])
        move.made.extend(_standing(performance, section, crowds[section.code], missing))


def _place_crowd(
    move: Move,
    crowd: list[Place],
    section: Section | None,
    room: int,
    *,
    now: datetime,
) -> None:
    for number, place in enumerate(crowd, start=1):
        if section and number <= room:
            place.section, place.number = section, number
            move.carried.append(place)
        elif _is_open(place, now):
            move.closed.append(place)
        else:
            state = str(PlaceState(place.state).label)
            move.conflicts.append(Conflict(place.section.name, "", "", state))


def _standing(
    performance: Performance, section: Section, crowd: list[Place], count: int
) -> Iterator[Place]:
    """Further places of a section that has more room than before."""
    tiers = Counter(place.tier_id for place in crowd if place.tier_id is not None)
    tier = tiers.most_common(1)[0][0] if tiers else None
    for number in range(len(crowd) + 1, len(crowd) + 1 + max(0, count)):
        yield Place(
            performance=performance, section=section, number=number, tier_id=tier
        )
