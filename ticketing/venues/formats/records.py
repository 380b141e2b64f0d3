"""A drawing as it is edited, saved, exported and imported.

Lengths are in the plan's own unit, of which neighbours are usually 20 apart;
angles are in degrees, clockwise, 0 looks up the page.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class DrawnSeat:
    """A chair; `companion_of` is the key of a wheelchair place, or empty."""

    key: str
    row: str
    label: str
    x: float
    y: float
    angle: float = 0.0
    flags: int = 0
    companion_of: str = ""
    note_en: str = ""
    note_zh_hans: str = ""
    photo: int | None = None


@dataclass(frozen=True, slots=True)
class DrawnSection:
    """A part of the plan, with the middle of its name; standing ones seat nobody."""

    code: str
    kind: str
    name_en: str = ""
    name_zh_hans: str = ""
    x: float = 0.0
    y: float = 0.0
    floor: str = ""
    standing: int = 0
    seats: tuple[DrawnSeat, ...] = ()

    @property
    def capacity(self) -> int:
        return len(self.seats) or self.standing


@dataclass(frozen=True, slots=True)
class Floor:
    code: str
    name_en: str = ""
    name_zh_hans: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """What people sit around; its seats are seats of a row like others."""

    x: float
    y: float
    width: float
    height: float
    angle: float = 0.0
    is_round: bool = True


@dataclass(frozen=True, slots=True)
class Area:
    """Where a standing section is drawn."""

    section: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Background:
    """A picture to trace, seen in the editor alone."""

    image: int
    x: float
    y: float
    width: float
    height: float
    opacity: float = 0.5


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything of one version of a plan."""

    sections: tuple[DrawnSection, ...] = ()
    floors: tuple[Floor, ...] = ()
    stage: dict[str, Any] = field(default_factory=dict)
    lines: tuple[str, ...] = ()
    tables: tuple[Table, ...] = ()
    areas: tuple[Area, ...] = ()
    background: Background | None = None
    # Where all look; without one it is the stage.
    focal: tuple[float, float] | None = None

    @property
    def capacity(self) -> int:
        return sum(section.capacity for section in self.sections)

    def seats(self) -> Iterator[tuple[DrawnSection, DrawnSeat]]:
        for section in self.sections:
            for seat in section.seats:
                yield section, seat
