"""What a drawn plan is made of; lengths are in units of which a seat takes 20."""

from dataclasses import dataclass
from typing import Any, Literal

from starter.demo.words import Words

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Seat:
    """A chair; `key` is stable, `companion_of` the key of a wheelchair place.

    `angle` is in degrees, clockwise: 0 looks up the page, where the stage is.
    """

    section: str
    key: str
    row: str
    label: str
    x: float
    y: float
    angle: float
    aisle: bool = False
    restricted: bool = False
    wheelchair: bool = False
    companion_of: str | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a plan, and the middle of the place for its name."""

    code: str
    name: Words
    kind: Literal["seated", "standing"]
    capacity: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Plan:
    """A hall as drawn; `box` is left, top, width, height, paths are SVG's."""

    code: str
    name: Words
    box: tuple[float, float, float, float]
    stage: str
    stage_label: Point
    outlines: tuple[str, ...]
    sections: tuple[Section, ...]
    seats: tuple[Seat, ...]
    is_court: bool = False

    @property
    def capacity(self) -> int:
        return sum(section.capacity for section in self.sections)

    @property
    def drawing(self) -> dict[str, Any]:
        """What the seat map needs beside sections and seats, ready for JSON."""
        x, y = self.stage_label
        stage = {"d": self.stage, "x": x, "y": y}
        if self.is_court:
            stage["kind"] = "court"
        return {"box": self.box, "stage": stage, "outlines": list(self.outlines)}
