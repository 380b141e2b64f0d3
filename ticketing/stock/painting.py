"""A painting: which price each seat of a plan has, told by codes and keys.

Sections are named by their code and seats by their key, which stay the same
over all versions of a plan: a painting outlives the version it was made on.

A *brush* is a tier's letter, an empty string for no price, or a mark of
blocking with its reason (see `blocked_for`).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from ticketing.venues.models import Seat, Section, SectionKind

BARE: Final = ""
# No letter begins with it.
_BLOCKED: Final = "!"


def blocked_for(reason: str) -> str:
    """The brush that blocks, and says why."""
    return f"{_BLOCKED}{reason.strip()}"


def is_blocking(brush: str) -> bool:
    return brush.startswith(_BLOCKED)


def is_letter(brush: str) -> bool:
    return bool(brush) and not is_blocking(brush)


def reason_of(brush: str) -> str:
    return brush.removeprefix(_BLOCKED)


@dataclass(frozen=True, slots=True)
class Unit:
    """What is painted at once: a seat, or a standing section with its room."""

    section: Section
    room: int = 1
    seat: int = 0
    key: str = ""
    row: str = ""
    label: str = ""

    @property
    def name(self) -> str:
        """What the browser calls it: a seat's number, or s and the section's."""
        return str(self.seat) if self.seat else f"s{self.section.pk}"


def units_of(version_id: int | None) -> list[Unit]:
    """Everything on a plan version that can be painted, in the plan's order.

    Nothing where there is no version.
    """
    if version_id is None:
        return []
    seats: dict[int, list[Unit]] = {}
    sections = {s.pk: s for s in Section.objects.filter(version=version_id)}
    rows = Seat.objects.filter(version=version_id).order_by("pk")
    for seat, section, key, row, label in rows.values_list(
        "pk", "section_id", "key", "row", "label"
    ):
        unit = Unit(sections[section], 1, seat, key, row, label)
        seats.setdefault(section, []).append(unit)
    return [
        unit
        for section in sections.values()
        for unit in _of_section(section, seats.get(section.pk, []))
    ]


def _of_section(section: Section, seats: list[Unit]) -> list[Unit]:
    if section.kind == SectionKind.SEATED:
        return seats
    return [Unit(section, section.capacity)] if section.capacity else []


@dataclass(frozen=True, slots=True)
class Painted:
    """Brushes by section code, and by seat key where a seat differs from it."""

    sections: Mapping[str, str] = field(default_factory=dict)
    seats: Mapping[str, str] = field(default_factory=dict)

    def brush(self, unit: Unit) -> str:
        of_section = self.sections.get(unit.section.code, BARE)
        return self.seats.get(unit.key, of_section) if unit.seat else of_section

    def brushes(self, units: Iterable[Unit]) -> Iterator[tuple[Unit, str]]:
        for unit in units:
            yield unit, self.brush(unit)

    def letters(self) -> set[str]:
        used = {*self.sections.values(), *self.seats.values()}
        return {brush for brush in used if is_letter(brush)}

    def as_json(self) -> dict[str, Any]:
        seats: dict[str, list[str]] = {}
        for key, brush in self.seats.items():
            seats.setdefault(brush, []).append(key)
        return {"sections": dict(self.sections), "seats": seats}


def read_painting(content: Mapping[str, Any]) -> Painted:
    """What `as_json` wrote."""
    seats: Mapping[str, list[str]] = content.get("seats") or {}
    return Painted(
        sections=dict(content.get("sections") or {}),
        seats={key: brush for brush, keys in seats.items() for key in keys},
    )


def painting_from(brushed: Iterable[tuple[Unit, str]]) -> Painted:
    """The shortest painting that gives each unit its brush.

    A section has the letter that most of its seats have, so that seats which a
    later version of the plan adds have a price as well.
    """
    by_section: dict[str, list[tuple[Unit, str]]] = {}
    for unit, brush in brushed:
        by_section.setdefault(unit.section.code, []).append((unit, brush))
    sections = {code: _usual(members) for code, members in by_section.items()}
    return Painted(
        sections={code: brush for code, brush in sections.items() if brush},
        seats={
            unit.key: brush
            for code, members in by_section.items()
            for unit, brush in members
            if unit.seat and brush != sections[code]
        },
    )


def _usual(members: list[tuple[Unit, str]]) -> str:
    """The most frequent letter; without one the most frequent reason."""
    counted = Counter(brush for _unit, brush in members if brush)
    letters = Counter({b: n for b, n in counted.items() if is_letter(b)})
    (usual,) = (letters or counted).most_common(1) or [(BARE, 0)]
    return usual[0]


def room_without_price(units: Iterable[Unit], painted: Painted) -> int:
    """How many places have neither a price nor a reason why they need none."""
    return sum(unit.room for unit, brush in painted.brushes(units) if brush == BARE)


@dataclass(frozen=True, slots=True)
class BareRow:
    """Places of one row (or standing section, without row) that lack a price."""

    section: Section
    row: str
    count: int


def rows_without_price(units: Iterable[Unit], painted: Painted) -> list[BareRow]:
    """List them by section and row, in the plan's order."""
    counted: dict[tuple[int, str], BareRow] = {}
    for unit, brush in painted.brushes(units):
        if brush != BARE:
            continue
        key = (unit.section.pk, unit.row)
        before = counted[key].count if key in counted else 0
        counted[key] = BareRow(unit.section, unit.row, before + unit.room)
    return list(counted.values())
