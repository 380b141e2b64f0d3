"""Our own JSON: what the editor loads and saves is what is exported."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from itertools import groupby
from typing import Any, Final, TypeVar

from django.utils.translation import gettext as _

from ticketing.venues.errors import FileUnreadable
from ticketing.venues.formats.records import (
    Area,
    Background,
    Drawing,
    DrawnSeat,
    DrawnSection,
    Floor,
    Table,
)
from ticketing.venues.models import SeatFlag

FORMAT: Final = "marquee-plan"
VERSION: Final = 1
LARGEST_KEY: Final = 2**31
# Names of the marks of a seat, as files say them.
FLAGS: Final = {flag.name.lower(): flag for flag in SeatFlag if flag.name}
_PLAIN: Final = ("note_en", "note_zh_hans", "companion_of")
Json = Mapping[str, Any]
Part = TypeVar("Part", Floor, Table, Area, Background)


def write_json(drawing: Drawing) -> dict[str, Any]:
    """Return the drawing ready for JSON; what a seat has not got is left out."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "stage": drawing.stage,
        "focal": list(drawing.focal) if drawing.focal else None,
        "lines": list(drawing.lines),
        "tables": [asdict(table) for table in drawing.tables],
        "areas": [asdict(area) for area in drawing.areas],
        "floors": [asdict(floor) for floor in drawing.floors],
        "background": asdict(drawing.background) if drawing.background else None,
        "sections": [_section(section) for section in drawing.sections],
    }


def _section(section: DrawnSection) -> dict[str, Any]:
    written = asdict(section)
    del written["seats"]
    rows = groupby(section.seats, key=lambda seat: seat.row)
    written["rows"] = [
        {"name": row, "seats": [_seat(seat) for seat in members]}
        for row, members in rows
    ]
    return written


def _seat(seat: DrawnSeat) -> dict[str, Any]:
    written: dict[str, Any] = {
        "key": seat.key,
        "label": seat.label,
        "x": seat.x,
        "y": seat.y,
    }
    if seat.angle:
        written["angle"] = seat.angle
    if seat.flags:
        written["flags"] = flag_names(seat.flags)
    if seat.photo is not None:
        written["photo"] = seat.photo
    written |= {name: getattr(seat, name) for name in _PLAIN if getattr(seat, name)}
    return written


def flag_names(flags: int) -> list[str]:
    return [name for name, flag in FLAGS.items() if flags & flag]


def flags_of(names: Iterable[str]) -> int:
    """Add up marks; raises FileUnreadable where one is unknown."""
    total = 0
    for name in names:
        if name not in FLAGS:
            raise FileUnreadable(
                why=_("“%(mark)s” is no mark of a seat.") % {"mark": name}
            )
        total |= FLAGS[name]
    return total


def read_json(data: Any) -> Drawing:
    """Make a drawing of what `write_json` wrote. Raises FileUnreadable.

    Whether it is a plan that can be sold from is asked by `checking.check`.
    """
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise FileUnreadable(why=_("it does not say “marquee-plan” at its head."))
    if data.get("version") != VERSION:
        raise FileUnreadable(why=_("it is of a version that is not known here."))
    try:
        return _drawing(data)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
        raise FileUnreadable(
            why=_("a part is missing or of the wrong kind.")
        ) from error


def _drawing(data: Json) -> Drawing:
    return Drawing(
        sections=tuple(_read_section(one) for one in data["sections"]),
        floors=tuple(_made(Floor, one) for one in data.get("floors") or ()),
        stage=_stage(data.get("stage") or {}),
        focal=_focal(data.get("focal")),
        lines=tuple(path_of(one) for one in data.get("lines") or ()),
        tables=tuple(_made(Table, one) for one in data.get("tables") or ()),
        areas=tuple(_made(Area, one) for one in data.get("areas") or ()),
        background=_background(data.get("background")),
    )


def _made(kind: type[Part], data: Json) -> Part:
    """Make a record of its fields, each of the type that it declares."""
    casts = {"str": str, "float": float, "int": int, "bool": bool}
    values = {
        field.name: casts[getattr(field.type, "__name__", str(field.type))](
            data[field.name]
        )
        for field in fields(kind)
        if field.name in data
    }
    return kind(**values)


def _background(data: Json | None) -> Background | None:
    return (
        _made(Background, {**data, "image": _picture(data["image"])}) if data else None
    )


def _picture(key: Any) -> int:
    """A picture's key, of the size that a database has."""
    number = int(key)
    if not 0 < number < LARGEST_KEY:
        raise ValueError(key)
    return number


def _stage(data: Json) -> dict[str, Any]:
    """Keep what the map knows of a stage: its path, its word's place, its kind."""
    stage: dict[str, Any] = {}
    if data.get("d"):
        stage = {"d": path_of(data["d"]), "x": float(data["x"]), "y": float(data["y"])}
        if data.get("kind") == "court":
            stage["kind"] = "court"
    return stage


def _focal(data: Any) -> tuple[float, float] | None:
    """A pair; versions keep it as x and y."""
    if not data:
        return None
    x, y = (data["x"], data["y"]) if isinstance(data, dict) else data
    return float(x), float(y)


_PATH: Final = frozenset("MmLlHhVvCcSsQqTtAaZz0123456789.,-+eE \n")


def path_of(text: Any) -> str:
    """An SVG path, and nothing else that a drawing could be made to carry."""
    path = str(text)
    if not set(path) <= _PATH:
        raise ValueError(path)
    return path


def _read_section(data: Json) -> DrawnSection:
    seats = tuple(
        _read_seat(str(row["name"]), one)
        for row in data.get("rows") or ()
        for one in row["seats"]
    )
    return DrawnSection(
        code=str(data["code"]).strip(),
        kind=str(data["kind"]),
        name_en=str(data.get("name_en") or "").strip(),
        name_zh_hans=str(data.get("name_zh_hans") or "").strip(),
        x=float(data.get("x") or 0),
        y=float(data.get("y") or 0),
        floor=str(data.get("floor") or ""),
        standing=int(data.get("standing") or 0),
        seats=seats,
    )


def _read_seat(row: str, data: Json) -> DrawnSeat:
    photo = data.get("photo")
    return DrawnSeat(
        key=str(data["key"]).strip(),
        row=row.strip(),
        label=str(data["label"]).strip(),
        x=float(data["x"]),
        y=float(data["y"]),
        angle=float(data.get("angle") or 0),
        flags=flags_of(data.get("flags") or ()),
        companion_of=str(data.get("companion_of") or ""),
        note_en=str(data.get("note_en") or "").strip(),
        note_zh_hans=str(data.get("note_zh_hans") or "").strip(),
        photo=_picture(photo) if photo is not None else None,
    )
