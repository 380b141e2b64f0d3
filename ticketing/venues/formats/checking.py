"""What a drawing must be before it is a plan: every fault is told in a sentence."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple
from math import isfinite
from typing import Final, TypeVar

from django.utils.translation import gettext as _

from ticketing.venues.errors import DrawingRefused
from ticketing.venues.formats.records import (
    Area,
    Background,
    Drawing,
    DrawnSeat,
    DrawnSection,
    Table,
)
from ticketing.venues.frame import points_of
from ticketing.venues.models import SeatFlag, SectionKind

MOST_SEATS: Final = 60_000
MOST_STANDING: Final = 200_000
MOST_SECTIONS: Final = 500
# More faults than these help nobody.
MOST_TOLD: Final = 20
FAR: Final = 1_000_000
LONGEST: Final = {"code": 40, "row": 20, "key": 60, "note": 200}
ALL_FLAGS: Final = sum(SeatFlag)
Thing = TypeVar("Thing")


def check(drawing: Drawing) -> None:
    """Raise DrawingRefused where the drawing could not be sold from."""
    faults = []
    for fault in _faults(drawing):
        faults.append(fault)
        if len(faults) == MOST_TOLD:
            break
    if faults:
        raise DrawingRefused(faults)


def _faults(drawing: Drawing) -> Iterator[str]:
    if not drawing.sections:
        yield _("Draw at least one section.")
    if sum(len(s.seats) for s in drawing.sections) > MOST_SEATS:
        yield _("A plan can have %(most)s seats at most.") % {"most": f"{MOST_SEATS:,}"}
    if len(drawing.sections) > MOST_SECTIONS:
        yield _("A plan can have %(most)s sections at most.") % {"most": MOST_SECTIONS}
    yield from _twice(drawing)
    floors = {floor.code for floor in drawing.floors}
    for section in drawing.sections:
        yield from _section_faults(section)
        if section.floor and section.floor not in floors:
            yield _("%(section)s is on a floor that the plan hasn’t got.") % {
                "section": named(section)
            }
    yield from _companion_faults(drawing)
    if not _near(*_lengths(drawing)):
        yield _("A wall, a table, the stage or the picture is off the page.")


def _lengths(drawing: Drawing) -> Iterator[float]:
    """Where everything is that nobody sits on, and how large."""
    parts: list[Table | Area | Background] = [*drawing.tables, *drawing.areas]
    if drawing.background:
        parts.append(drawing.background)
    for part in parts:
        yield from (value for value in astuple(part) if isinstance(value, float))
    stage = drawing.stage
    yield from (stage.get("x", 0.0), stage.get("y", 0.0), *(drawing.focal or ()))
    for path in (*drawing.lines, stage.get("d", "")):
        for point in points_of(path):
            yield from point


def named(section: DrawnSection) -> str:
    return section.name_en or section.name_zh_hans or section.code


def _twice(drawing: Drawing) -> Iterator[str]:
    for code in _repeated(s.code for s in drawing.sections):
        yield _("Two sections have the code %(code)s.") % {"code": code}
    for key in _repeated(seat.key for _section, seat in drawing.seats()):
        yield _("Two seats have the key %(key)s.") % {"key": key}
    for where in _repeated(told(*each) for each in drawing.seats()):
        yield _("Two seats are called %(where)s.") % {"where": where}


def _repeated(things: Iterator[Thing]) -> list[Thing]:
    return [thing for thing, count in Counter(things).items() if count > 1]


def _section_faults(section: DrawnSection) -> Iterator[str]:
    name = {"section": named(section)}
    if not section.code or len(section.code) > LONGEST["code"]:
        yield _("The code of %(section)s must have 1 to 40 characters.") % name
    if not section.name_en and not section.name_zh_hans:
        yield _("Give the section %(section)s a name.") % name
    if section.kind not in SectionKind.values:
        yield _("%(section)s is neither seated nor standing.") % name
    elif section.kind == SectionKind.STANDING:
        yield from _standing_faults(section)
    elif not section.seats:
        yield _("%(section)s has no seats. Draw some, or remove it.") % name
    if not _near(section.x, section.y):
        yield _("The name of %(section)s is off the page.") % name
    for seat in section.seats:
        yield from _seat_faults(section, seat)


def _standing_faults(section: DrawnSection) -> Iterator[str]:
    name = {"section": named(section)}
    if section.seats:
        yield _("%(section)s is for standing and can’t have seats.") % name
    if not 1 <= section.standing <= MOST_STANDING:
        yield _("Say for how many people %(section)s has room.") % name


def _seat_faults(section: DrawnSection, seat: DrawnSeat) -> Iterator[str]:
    where = {"where": told(section, seat)}
    if not seat.row or not seat.label:
        yield _("A seat of %(section)s has no row or no number.") % {
            "section": named(section)
        }
    if max(len(seat.row), len(seat.label)) > LONGEST["row"]:
        yield _("%(where)s: rows and numbers have 20 characters at most.") % where
    if not 1 <= len(seat.key) <= LONGEST["key"]:
        yield _("%(where)s: the key must have 1 to 60 characters.") % where
    if not _near(seat.x, seat.y) or not isfinite(seat.angle):
        yield _("%(where)s is off the page.") % where
    if seat.flags & ~ALL_FLAGS:
        yield _("%(where)s has an unknown mark.") % where
    if max(len(seat.note_en), len(seat.note_zh_hans)) > LONGEST["note"]:
        yield _("%(where)s: a note has 200 characters at most.") % where


def told(section: DrawnSection, seat: DrawnSeat) -> str:
    """A seat as sentences name it."""
    names = {"section": named(section), "row": seat.row, "seat": seat.label}
    return _("%(section)s, row %(row)s, seat %(seat)s") % names


def _near(*lengths: float) -> bool:
    return all(isfinite(length) and abs(length) < FAR for length in lengths)


def _companion_faults(drawing: Drawing) -> Iterator[str]:
    """A companion's place belongs to a wheelchair place; nothing else does."""
    wheelchairs = {
        seat.key
        for _section, seat in drawing.seats()
        if seat.flags & SeatFlag.WHEELCHAIR
    }
    for section, seat in drawing.seats():
        where = {"where": told(section, seat)}
        is_companion = bool(seat.flags & SeatFlag.COMPANION)
        if is_companion != bool(seat.companion_of):
            yield (
                _("%(where)s: choose the wheelchair place that it goes with.") % where
                if is_companion
                else _("%(where)s goes with a wheelchair place but is no companion’s.")
                % where
            )
        elif is_companion and seat.companion_of not in wheelchairs:
            yield _("%(where)s goes with a place that is no wheelchair place.") % where
        if is_companion and seat.flags & SeatFlag.WHEELCHAIR:
            yield _("%(where)s can’t be both wheelchair and companion place.") % where
