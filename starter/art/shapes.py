"""Flat shapes as SVG, and the board they are laid on."""

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from starter.art.palette import Palette

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Board:
    """What a picture is drawn on: its size, its colours and its dice."""

    w: float
    h: float
    p: Palette
    dice: Random

    @property
    def m(self) -> float:
        """The shorter side: what stays the same size on every board."""
        return min(self.w, self.h)

    @property
    def is_tall(self) -> bool:
        return self.h > self.w

    @property
    def middle(self) -> Point:
        return self.w / 2, self.h / 2

    def ground(self, colour: str) -> str:
        return rect(0, 0, self.w, self.h, colour)


Motif = Callable[[Board], str]


def num(value: float) -> str:
    return f"{value:.1f}".rstrip("0").rstrip(".")


def rect(x: float, y: float, w: float, h: float, colour: str) -> str:
    return (
        f'<rect x="{num(x)}" y="{num(y)}" width="{num(w)}" height="{num(h)}"'
        f' fill="{colour}"/>'
    )


def disc(x: float, y: float, r: float, colour: str) -> str:
    return f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(r)}" fill="{colour}"/>'


def rings(x: float, y: float, radii: Iterable[float], colours: Sequence[str]) -> str:
    """Discs on each other, the first the largest; colours come round again."""
    return "".join(
        disc(x, y, r, colours[i % len(colours)]) for i, r in enumerate(radii)
    )


def poly(points: Iterable[Point], colour: str) -> str:
    listed = " ".join(f"{num(x)},{num(y)}" for x, y in points)
    return f'<polygon points="{listed}" fill="{colour}"/>'


def fill(d: str, colour: str) -> str:
    return f'<path d="{d}" fill="{colour}"/>'


def stroke(d: str, colour: str, width: float, cap: str = "butt") -> str:
    return (
        f'<path d="{d}" fill="none" stroke="{colour}" stroke-width="{num(width)}"'
        f' stroke-linecap="{cap}" stroke-linejoin="round"/>'
    )


def line(a: Point, b: Point, colour: str, width: float) -> str:
    d = f"M{num(a[0])} {num(a[1])}L{num(b[0])} {num(b[1])}"
    return stroke(d, colour, width)


def half(x: float, y: float, r: float, turn: float, colour: str) -> str:
    """Half a disc; its round side looks up, turned by so many degrees."""
    dx, dy = r * math.cos(math.radians(turn)), r * math.sin(math.radians(turn))
    return fill(
        f"M{num(x - dx)} {num(y - dy)}A{num(r)} {num(r)} 0 0 1"
        f" {num(x + dx)} {num(y + dy)}z",
        colour,
    )


def sector(centre: Point, r: float, start: float, end: float, colour: str) -> str:
    """A slice of a disc, less than a half; angles in degrees, 0 to the right."""
    (x0, y0), (x1, y1) = around(centre, r, start), around(centre, r, end)
    return fill(
        f"M{num(centre[0])} {num(centre[1])}L{num(x0)} {num(y0)}"
        f"A{num(r)} {num(r)} 0 0 1 {num(x1)} {num(y1)}z",
        colour,
    )


def around(centre: Point, r: float, degrees: float) -> Point:
    turn = math.radians(degrees)
    return centre[0] + r * math.cos(turn), centre[1] + r * math.sin(turn)


def star(centre: Point, outer: float, inner: float, points: int, colour: str) -> str:
    step = 180 / points
    return poly(
        (
            around(centre, inner if i % 2 else outer, i * step - 90)
            for i in range(2 * points)
        ),
        colour,
    )


def box(x: float, y: float, w: float, h: float) -> str:
    """A rectangle to cut with."""
    return f'<rect x="{num(x)}" y="{num(y)}" width="{num(w)}" height="{num(h)}"/>'


def clip(name: str, shape: str, inner: str) -> str:
    """What of `inner` lies in `shape`; the name is the picture's own."""
    return (
        f'<clipPath id="{name}">{shape}</clipPath>'
        f'<g clip-path="url(#{name})">{inner}</g>'
    )


def turned(inner: str, degrees: float, centre: Point) -> str:
    x, y = centre
    return f'<g transform="rotate({num(degrees)} {num(x)} {num(y)})">{inner}</g>'


def ribbon(d: str, width: float, colours: Sequence[str], cap: str = "butt") -> str:
    """Voices side by side: each stroke narrower than the one below it."""
    n = len(colours)
    return "".join(
        stroke(d, colour, width * (1 - k / n), cap) for k, colour in enumerate(colours)
    )
