"""Which seats are neighbours, and how near each one is to where all look."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import groupby, pairwise
from math import hypot
from statistics import median
from typing import Any, Final

from ticketing.venues.models import PlanVersion, Seat, SeatFlag

# Seats further apart than this many usual steps of their row are no neighbours.
GAP: Final = 1.75
# A row of two seats has no usual step of its own: the plan's says what is far.
FAR: Final = 3.0
# Places for one need: they are nobody's neighbours when others choose.
ACCESSIBLE: Final = SeatFlag.WHEELCHAIR | SeatFlag.COMPANION


@dataclass(frozen=True, slots=True)
class Spot:
    """A seat as a point of the plan."""

    pk: int
    section: int
    row: str
    x: float
    y: float
    flags: int

    @property
    def is_accessible(self) -> bool:
        return bool(self.flags & ACCESSIBLE)


@dataclass(frozen=True)
class Rows:
    """Seats of a plan version in runs: each beside the next, nothing between.

    `far` is a seat's distance from the focal point, in units of the plan.
    Wheelchair and companion places are in no run.
    """

    runs: tuple[tuple[int, ...], ...]
    far: dict[int, float]
    spots: dict[int, Spot]

    @cached_property
    def plain(self) -> frozenset[int]:
        """Seats that one may be given unasked: of nothing must be told first."""
        told = ACCESSIBLE | SeatFlag.RESTRICTED
        return frozenset(s.pk for s in self.spots.values() if not s.flags & told)

    @cached_property
    def place_of(self) -> dict[int, tuple[int, int]]:
        """The run of a seat and where it stands in it."""
        return {
            seat: (number, at)
            for number, run in enumerate(self.runs)
            for at, seat in enumerate(run)
        }

    @cached_property
    def nearest_first(self) -> list[tuple[float, tuple[int, ...]]]:
        """Runs with the distance of their nearest seat, the nearest run first."""
        return sorted((min(self.far[seat] for seat in run), run) for run in self.runs)

    def around(self, seats: Iterable[int], *, reach: int = 2) -> set[int]:
        """These seats and those of their runs at most `reach` steps away."""
        found: set[int] = set()
        for seat in seats:
            number, at = self.place_of.get(seat, (None, 0))
            if number is not None:
                run = self.runs[number]
                found.update(run[max(0, at - reach) : at + reach + 1])
        return found

    def runs_of(self, seats: Iterable[int]) -> set[tuple[int, ...]]:
        """The runs in which these seats stand."""
        return {self.runs[self.place_of[s][0]] for s in seats if s in self.place_of}


@lru_cache(maxsize=16)
def rows_of(version_id: int) -> Rows:
    """Return the rows of a version that is in use, which never changes again."""
    version = PlanVersion.objects.get(pk=version_id)
    listed = Seat.objects.filter(version=version_id).order_by("section", "row", "pk")
    found = listed.values_list("pk", "section_id", "row", "x", "y", "flags")
    return arrange([Spot(*row) for row in found], version.drawing or {})


def arrange(spots: Sequence[Spot], drawing: dict[str, Any]) -> Rows:
    """Find the runs and the distances of seats, given in the order of their rows."""
    lines = [
        _in_order(list(members))
        for _row, members in groupby(spots, key=lambda s: (s.section, s.row))
    ]
    steps = [step for line in lines for step in _steps(line)]
    usual = median(steps) if steps else 0.0
    x, y = focal_point(drawing, spots)
    return Rows(
        runs=tuple(run for line in lines for run in _runs(line, usual)),
        far={s.pk: hypot(s.x - x, s.y - y) for s in spots},
        spots={s.pk: s for s in spots},
    )


def focal_point(drawing: dict[str, Any], spots: Sequence[Spot]) -> tuple[float, float]:
    """Where all look: what the drawing names, else its stage, else centre front."""
    for named in (drawing.get("focal"), drawing.get("stage")):
        if isinstance(named, dict) and {"x", "y"} <= named.keys():
            return float(named["x"]), float(named["y"])
    if not spots:
        return 0.0, 0.0
    left, right = min(s.x for s in spots), max(s.x for s in spots)
    return (left + right) / 2, min(s.y for s in spots)


def _in_order(line: list[Spot]) -> list[Spot]:
    """Order a row from one end to the other, however its seats are numbered."""
    along = _along(line)
    return min((line, along), key=lambda order: sum(_steps(order)))


def _along(line: list[Spot]) -> list[Spot]:
    """The row by its own direction: from one far end to the other."""
    first = line[0]
    end = max(line, key=lambda s: hypot(s.x - first.x, s.y - first.y))
    start = max(line, key=lambda s: hypot(s.x - end.x, s.y - end.y))
    dx, dy = end.x - start.x, end.y - start.y
    return sorted(line, key=lambda s: (s.x - start.x) * dx + (s.y - start.y) * dy)


def _steps(line: Iterable[Spot]) -> list[float]:
    return [hypot(b.x - a.x, b.y - a.y) for a, b in pairwise(line)]


def _runs(line: list[Spot], usual: float) -> Iterable[tuple[int, ...]]:
    """Part a row where a gap or an accessible place stands between seats."""
    steps = _steps(line)
    own = median(steps) if steps else usual
    most = min(GAP * own, FAR * usual)
    run: list[int] = []
    for spot, step in zip(line, [0.0, *steps], strict=True):
        if run and (step > most or spot.is_accessible):
            yield tuple(run)
            run = []
        if not spot.is_accessible:
            run.append(spot.pk)
    if run:
        yield tuple(run)
