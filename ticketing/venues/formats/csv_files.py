"""A table with a line for each seat, and one for each standing section."""

import csv
import io
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from django.utils.translation import gettext as _

from ground.spreadsheets import harmless
from ticketing.venues.errors import FileUnreadable
from ticketing.venues.formats.json_files import flag_names, flags_of
from ticketing.venues.formats.records import Drawing, DrawnSeat, DrawnSection, Floor
from ticketing.venues.models import SectionKind

COLUMNS: Final = (
    "section",
    "section_en",
    "section_zh_hans",
    "floor",
    "kind",
    "standing",
    "key",
    "row",
    "seat",
    "x",
    "y",
    "angle",
    "flags",
    "companion_of",
    "note_en",
    "note_zh_hans",
)
NEEDED: Final = ("section", "row", "seat", "x", "y")


def write_csv(drawing: Drawing) -> str:
    """Return the table; stage, tables, pictures and photos are not in it.

    It begins with the mark by which spreadsheets know Unicode.
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\r\n")
    writer.writeheader()
    for section in drawing.sections:
        writer.writerows(_lines(section))
    return "\ufeff" + text.getvalue()


def _lines(section: DrawnSection) -> Iterator[dict[str, Any]]:
    head = {
        "section": _safe(section.code),
        "section_en": _safe(section.name_en),
        "section_zh_hans": _safe(section.name_zh_hans),
        "floor": _safe(section.floor),
        "kind": section.kind,
    }
    if not section.seats:
        yield {**head, "standing": section.standing, "x": section.x, "y": section.y}
    for seat in section.seats:
        yield {
            **head,
            "key": _safe(seat.key),
            "row": _safe(seat.row),
            "seat": _safe(seat.label),
            "x": seat.x,
            "y": seat.y,
            "angle": seat.angle or "",
            "flags": " ".join(flag_names(seat.flags)),
            "companion_of": _safe(seat.companion_of),
            "note_en": _safe(seat.note_en),
            "note_zh_hans": _safe(seat.note_zh_hans),
        }


def _safe(text: str) -> str:
    """Text that is no formula; one quote more than it had, if it begins with one."""
    return f"'{text}" if text.startswith("'") else harmless(text)


def _plain(text: str) -> str:
    """What `_safe` was given."""
    return text[1:] if text.startswith("'") else text


def read_csv(data: str | bytes) -> Drawing:
    """Read a table with at least the columns NEEDED. Raises FileUnreadable.

    A seat without a key gets one of section, row and number, which stays the
    same as long as these do.
    """
    try:
        text = data.decode("utf-8-sig") if isinstance(data, bytes) else data
    except UnicodeDecodeError as error:
        raise FileUnreadable(why=_("it is no text in UTF-8.")) from error
    reader = csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
    if missing:
        raise FileUnreadable(
            why=_("these columns are missing: %(names)s.")
            % {"names": ", ".join(missing)}
        )
    return _drawing(reader)


def _drawing(reader: "csv.DictReader[str]") -> Drawing:
    heads: dict[str, DrawnSection] = {}
    seats: dict[str, list[DrawnSeat]] = {}
    try:
        for read in reader:
            line = {name: value or "" for name, value in read.items() if name}
            code = _plain(line["section"].strip())
            if code not in heads:
                heads[code], seats[code] = _head(code, line), []
            if line["seat"]:
                seats[code].append(_seat(code, line))
    except (ValueError, csv.Error) as error:
        raise FileUnreadable(
            why=_("line %(line)s has a number that is none.")
            % {"line": reader.line_num}
        ) from error
    sections = tuple(_seated(head, seats[code]) for code, head in heads.items())
    floors = dict.fromkeys(s.floor for s in sections if s.floor)
    return Drawing(
        sections=sections, floors=tuple(Floor(code, name_en=code) for code in floors)
    )


def _head(code: str, line: dict[str, str]) -> DrawnSection:
    """What the first line of a section says of it."""
    seated = line.get("kind") == SectionKind.SEATED
    return DrawnSection(
        code=code,
        kind=SectionKind.SEATED if seated else SectionKind.STANDING,
        name_en=_plain(line.get("section_en", "")) or _fallback(code, line),
        name_zh_hans=_plain(line.get("section_zh_hans", "")),
        floor=_plain(line.get("floor", "")),
        standing=int(line.get("standing") or 0),
        x=float(line["x"] or 0),
        y=float(line["y"] or 0),
    )


def _fallback(code: str, line: dict[str, str]) -> str:
    return "" if line.get("section_zh_hans") else code


def _seated(head: DrawnSection, seats: list[DrawnSeat]) -> DrawnSection:
    """The section with its seats, its name in their middle."""
    if not seats:
        return head
    return replace(
        head,
        kind=SectionKind.SEATED,
        standing=0,
        x=_middle([seat.x for seat in seats]),
        y=_middle([seat.y for seat in seats]),
        seats=tuple(seats),
    )


def _middle(lengths: list[float]) -> float:
    return round((min(lengths) + max(lengths)) / 2, 1)


def _seat(code: str, line: dict[str, str]) -> DrawnSeat:
    row, label = _plain(line["row"].strip()), _plain(line["seat"].strip())
    return DrawnSeat(
        key=_plain(line.get("key", "").strip()) or f"{code}-{row}-{label}",
        row=row,
        label=label,
        x=float(line["x"]),
        y=float(line["y"]),
        angle=float(line.get("angle") or 0),
        flags=flags_of(line.get("flags", "").split()),
        companion_of=_plain(line.get("companion_of", "")),
        note_en=_plain(line.get("note_en", "")),
        note_zh_hans=_plain(line.get("note_zh_hans", "")),
    )
