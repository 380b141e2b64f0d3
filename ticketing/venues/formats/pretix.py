"""Reading the seating-plan JSON that pretix publishes a schema of.

Zones hold rows, rows hold seats; a position is relative to what it is in. A
category says what a seat costs there; prices are painted here, so that only
where one zone has several categories do they part it into sections.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from ticketing.venues.errors import FileUnreadable
from ticketing.venues.formats.records import Drawing, DrawnSeat, DrawnSection, Table
from ticketing.venues.models import SectionKind

Json = Mapping[str, Any]
# An area with such a word is the stage, whatever its shape.
STAGE_WORDS: Final = ("stage", "bühne", "buehne", "scène", "舞台")
KEY_LENGTH: Final = 60
LABEL_LENGTH: Final = 20


@dataclass(frozen=True, slots=True)
class _Found:
    zone: str
    category: str
    seat: DrawnSeat


def read_pretix(data: Json) -> Drawing:
    """Read a plan of that format. Raises FileUnreadable."""
    try:
        zones = data["zones"]
        found = [seat for zone in zones for seat in _seats(zone)]
        stage, tables = _areas(zones)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise FileUnreadable(
            why=_("a part is missing or of the wrong kind.")
        ) from error
    if not found:
        raise FileUnreadable(why=_("it has no seats."))
    return Drawing(sections=_sections(found), stage=stage, tables=tables)


def _seats(zone: Json) -> Iterator[_Found]:
    name = str(zone.get("name") or zone.get("zone_id") or "")
    for row in zone["rows"]:
        x, y = _offset(zone, row)
        for seat in row["seats"]:
            yield _Found(name, str(seat.get("category") or ""), _seat(row, seat, x, y))


def _seat(row: Json, seat: Json, x: float, y: float) -> DrawnSeat:
    label = str(seat["seat_number"]).strip()
    return DrawnSeat(
        key=str(seat["seat_guid"])[:KEY_LENGTH],
        row=(str(row.get("row_number") or "").strip() or "–")[:LABEL_LENGTH],
        label=label[:LABEL_LENGTH],
        x=round(x + float(seat["position"]["x"]), 1),
        y=round(y + float(seat["position"]["y"]), 1),
    )


def _offset(*parts: Json) -> tuple[float, float]:
    places = [part.get("position") or {} for part in parts]
    return (
        sum(float(place.get("x") or 0) for place in places),
        sum(float(place.get("y") or 0) for place in places),
    )


def _sections(found: list[_Found]) -> tuple[DrawnSection, ...]:
    """A section for each zone, or for each category of a zone that has several."""
    of_zone: dict[str, dict[str, None]] = {}
    for one in found:
        of_zone.setdefault(one.zone, {})[one.category] = None
    seats: dict[str, list[DrawnSeat]] = {}
    for one in found:
        several = len(of_zone[one.zone]) > 1
        name = f"{one.zone} · {one.category}" if several else one.zone
        seats.setdefault(name.strip(" ·") or _("Seats"), []).append(one.seat)
    return tuple(
        _section(number, name, members)
        for number, (name, members) in enumerate(seats.items(), start=1)
    )


def _section(number: int, name: str, seats: list[DrawnSeat]) -> DrawnSection:
    xs, ys = [seat.x for seat in seats], [seat.y for seat in seats]
    return DrawnSection(
        code=f"s{number}",
        kind=SectionKind.SEATED,
        name_en=name,
        x=round((min(xs) + max(xs)) / 2, 1),
        y=round((min(ys) + max(ys)) / 2, 1),
        seats=tuple(_in_rows(seats)),
    )


def _in_rows(seats: list[DrawnSeat]) -> Iterator[DrawnSeat]:
    """The seats of one row one after the other, rows as they first come."""
    rows: dict[str, list[DrawnSeat]] = {}
    for seat in seats:
        rows.setdefault(seat.row, []).append(seat)
    for members in rows.values():
        yield from members


def _areas(zones: list[Json]) -> tuple[dict[str, Any], tuple[Table, ...]]:
    """The stage is the area that says so; others are shapes that look on."""
    stage: dict[str, Any] = {}
    tables = []
    for zone in zones:
        for area in zone.get("areas") or ():
            x, y = _offset(zone, area)
            shape = _shape(area, x, y)
            if _is_stage(area) and shape:
                stage = _stage(shape)
            elif shape:
                tables.append(shape)
    return stage, tuple(tables)


def _is_stage(area: Json) -> bool:
    words = str((area.get("text") or {}).get("text") or "").lower()
    return any(word in words for word in STAGE_WORDS)


def _shape(area: Json, x: float, y: float) -> Table | None:
    """Circles and ellipses stand on their middle, rectangles on a corner."""
    turn = float(area.get("rotation") or 0)
    match area.get("shape"):
        case "circle":
            size = 2 * float(area["circle"]["radius"])
            return Table(x, y, size, size, turn)
        case "ellipse":
            radius = area["ellipse"]["radius"]
            return Table(x, y, 2 * float(radius["x"]), 2 * float(radius["y"]), turn)
        case "rectangle":
            box = area["rectangle"]
            width, height = float(box["width"]), float(box["height"])
            return Table(
                x + width / 2, y + height / 2, width, height, turn, is_round=False
            )
    return None


def _stage(shape: Table) -> dict[str, Any]:
    left, top = shape.x - shape.width / 2, shape.y - shape.height / 2
    right, bottom = left + shape.width, top + shape.height
    return {
        "d": f"M{left:g} {top:g}H{right:g}V{bottom:g}H{left:g}Z",
        "x": shape.x,
        "y": shape.y,
    }
