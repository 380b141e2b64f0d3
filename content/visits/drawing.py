"""Bars for a chart that the server draws: numbers for SVG, no style inline."""

from dataclasses import dataclass
from datetime import date
from typing import Final

HEIGHT: Final = 100
STEP: Final = 10
WIDTH: Final = 7
# Even a day with one visit among thousands is to be seen.
LEAST: Final = 1


@dataclass(frozen=True, slots=True)
class Bar:
    day: date
    people: int
    x: int
    height: int
    is_today: bool

    @property
    def y(self) -> int:
        return HEIGHT - self.height


@dataclass(frozen=True, slots=True)
class Drawing:
    """`top` is the figure at the upper edge: the most, rounded up."""

    bars: list[Bar]
    top: int

    @property
    def width(self) -> int:
        return STEP * len(self.bars) - (STEP - WIDTH)

    @property
    def box(self) -> str:
        return f"0 0 {self.width} {HEIGHT}"


def bars(days: list[tuple[date, int]]) -> Drawing:
    """Draw one bar for each day; the last one is today's."""
    top = rounded_up(max((people for _day, people in days), default=0))
    return Drawing(
        bars=[
            Bar(day, people, n * STEP, _height(people, top), n == len(days) - 1)
            for n, (day, people) in enumerate(days)
        ],
        top=top,
    )


def _height(people: int, top: int) -> int:
    return max(LEAST, round(HEIGHT * people / top)) if people else 0


def rounded_up(most: int) -> int:
    """The next of 1, 2, 5, 10, 20, 50 … that holds the most."""
    top = 1
    while True:
        for factor in (1, 2, 5):
            if top * factor >= most:
                return top * factor
        top *= 10
