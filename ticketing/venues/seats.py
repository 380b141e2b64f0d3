"""Sections and seats of a version as rows, and back."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from ticketing.venues.formats.records import Drawing, DrawnSeat, DrawnSection
from ticketing.venues.models import PlanVersion, Seat, Section

BATCH: Final = 500


def write_seats(version: PlanVersion, drawing: Drawing) -> None:
    """Let the version have just these sections and seats; the caller holds its lock.

    Sections stay the same rows by their code. Seats are made anew, because
    their keys' order is the order of a row for everybody who reads them.
    """
    version.seats.all().delete()
    version.sections.exclude(code__in=[s.code for s in drawing.sections]).delete()
    ids = {
        section.code: _write_section(version, section, position).pk
        for position, section in enumerate(drawing.sections)
    }
    made = Seat.objects.bulk_create(
        (
            _seat(version, ids[section.code], seat)
            for section in drawing.sections
            for seat in section.seats
        ),
        batch_size=BATCH,
    )
    _join_companions({seat.key: seat for seat in made}, drawing)


def _write_section(
    version: PlanVersion, section: DrawnSection, position: int
) -> Section:
    written, _made = Section.objects.update_or_create(
        version=version,
        code=section.code,
        defaults={
            "kind": section.kind,
            "name_en": section.name_en,
            "name_zh_hans": section.name_zh_hans,
            "capacity": section.capacity,
            "floor": section.floor,
            "position": position,
            "x": section.x,
            "y": section.y,
        },
    )
    return written


def _seat(version: PlanVersion, section_id: int, seat: DrawnSeat) -> Seat:
    return Seat(
        version=version,
        section_id=section_id,
        key=seat.key,
        row=seat.row,
        label=seat.label,
        x=seat.x,
        y=seat.y,
        angle=seat.angle,
        flags=seat.flags,
        note_en=seat.note_en,
        note_zh_hans=seat.note_zh_hans,
        photo_id=seat.photo,
    )


def _join_companions(seats: dict[str, Seat], drawing: Drawing) -> None:
    joined = []
    for _section, drawn in drawing.seats():
        if drawn.companion_of:
            seat = seats[drawn.key]
            seat.companion_of = seats[drawn.companion_of]
            joined.append(seat)
    Seat.objects.bulk_update(joined, ["companion_of"], batch_size=BATCH)


def seats_of(version: PlanVersion) -> dict[int, list[DrawnSeat]]:
    """The seats of each section, in the order of their rows."""
    found: dict[int, list[DrawnSeat]] = {}
    for section, seat in _drawn(version):
        found.setdefault(section, []).append(seat)
    return found


FIELDS: Final = (
    "key",
    "row",
    "label",
    "x",
    "y",
    "angle",
    "flags",
    "companion_of__key",
    "note_en",
    "note_zh_hans",
    "photo_id",
)


def _drawn(version: PlanVersion) -> Iterator[tuple[int, DrawnSeat]]:
    seats = Seat.objects.filter(version=version).order_by("section", "pk")
    for row in seats.values_list("section_id", *FIELDS).iterator():
        section: int = row[0]
        facts: tuple[Any, ...] = row[1:]
        drawn = DrawnSeat(*facts)
        yield section, drawn if drawn.companion_of else replace(drawn, companion_of="")
