"""The halls of a venue as their plans say them: seats, wheelchair places, a drawing."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from django.db.models import Case, Count, F, IntegerField, Sum, Value, When
from django.utils.html import escape

from ticketing.venues.models import Hall, PlanVersion, Seat, SeatFlag, Section

# Grey that can be told from paper and from the dark page alike.
LINE: Final = "#7d828e"
SEAT: Final = 13
WHEELCHAIR: Final = "#2d55f0"


@dataclass(frozen=True, slots=True)
class HallFacts:
    """A hall with what its plan holds; `version` is None where none is drawn."""

    hall: Hall
    version: int | None
    places: int
    wheelchairs: int
    width: int
    height: int


def halls_of(venue_id: int) -> list[HallFacts]:
    """Return the venue's halls by their keys; four queries however many."""
    halls = list(Hall.objects.filter(venue=venue_id).order_by("pk"))
    versions = _shown_versions(halls)
    ids = [version.pk for version in versions.values()]
    places = _places(ids)
    wheelchairs = _wheelchairs(ids)
    return [_facts(hall, versions.get(hall.pk), places, wheelchairs) for hall in halls]


def _facts(
    hall: Hall,
    version: PlanVersion | None,
    places: dict[int, int],
    wheelchairs: dict[int, int],
) -> HallFacts:
    if version is None:
        return HallFacts(hall, None, 0, 0, 0, 0)
    _left, _top, width, height = _box(version)
    return HallFacts(
        hall=hall,
        version=version.pk,
        places=places.get(version.pk, 0),
        wheelchairs=wheelchairs.get(version.pk, 0),
        width=round(width),
        height=round(height),
    )


def _shown_versions(halls: Iterable[Hall]) -> dict[int, PlanVersion]:
    """Of each hall the version that was used last, or else the newest one."""
    found = PlanVersion.objects.filter(plan__hall__in=list(halls)).select_related(
        "plan"
    )
    was_used = Case(
        When(used_at=None, then=Value(0)), default=1, output_field=IntegerField()
    )
    ordered = found.annotate(was_used=was_used).order_by("was_used", "used_at", "pk")
    return {version.plan.hall_id: version for version in ordered}


def _places(versions: list[int]) -> dict[int, int]:
    rows = Section.objects.filter(version__in=versions).order_by().values("version")
    return dict(rows.annotate(n=Sum("capacity")).values_list("version", "n"))


def _wheelchairs(versions: list[int]) -> dict[int, int]:
    wheelchair = SeatFlag.WHEELCHAIR.value
    rows = (
        Seat.objects.filter(version__in=versions)
        .annotate(is_wheelchair=F("flags").bitand(wheelchair))
        .filter(is_wheelchair=wheelchair)
        .order_by()
        .values("version")
    )
    return dict(rows.annotate(n=Count("pk")).values_list("version", "n"))


def _box(version: PlanVersion) -> tuple[float, float, float, float]:
    left, top, width, height = (version.drawing or {}).get("box", [0, 0, 1000, 600])
    return left, top, width, height


def plan_svg(version: PlanVersion) -> str:
    """Draw the plan small: each seat a dot, wheelchair places in blue.

    Told by attributes alone: a style would be refused where it is shown.
    """
    drawing = version.drawing or {}
    left, top, width, height = _box(version)
    outlines = [*drawing.get("outlines", []), (drawing.get("stage") or {}).get("d", "")]
    lines = "".join(f'<path d="{escape(d)}"/>' for d in outlines if d)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" fill="none" stroke="{LINE}"'
        f' viewBox="{left} {top} {width} {height}"'
        f' width="{width:.0f}" height="{height:.0f}">'
        f'<g stroke-width="3">{lines}</g>'
        f'<g stroke-width="{SEAT}" stroke-linecap="round">{_dots(version)}</g></svg>'
    )


def _dots(version: PlanVersion) -> str:
    """A dot is a line of no length with a round end: eight letters for a seat."""
    seats = Seat.objects.filter(version=version).order_by("pk")
    by_colour = sorted(
        (bool(flags & SeatFlag.WHEELCHAIR), f"M{x:.0f} {y:.0f}h0")
        for x, y, flags in seats.values_list("x", "y", "flags").iterator()
    )
    paths = []
    for is_wheelchair, dots in groupby(by_colour, key=lambda dot: dot[0]):
        colour = f' stroke="{WHEELCHAIR}"' if is_wheelchair else ""
        paths.append(f'<path{colour} d="{"".join(d for _w, d in dots)}"/>')
    return "".join(paths)
