"""What the seat map is drawn from: a plan's geometry, and what is free on it."""

import json
from collections.abc import Iterable
from datetime import datetime
from itertools import groupby
from typing import Any

from django.utils.translation import gettext

from ground.money import money
from ticketing.checkout.seat_views import seat_views
from ticketing.checkout.seating import TierChoice
from ticketing.shows.models import Performance
from ticketing.stock.models import Place
from ticketing.venues.models import PlanVersion, Seat, Section

# One digit after the point is a tenth of a pixel, and half of the file.
DIGITS = 1


def geometry(version: PlanVersion) -> str:
    """The drawing of a plan version as JSON, in the reader's language.

    {"box", "stage": {"d", "x", "y", "label"}, "outlines", "sections":
    [{"id", "name", "kind", "x", "y"}], "rows": [{"section", "row", "seats":
    [[seat, label, x, y, angle, flags]]}], "views": {seat: [note, photo]}}
    """
    drawing = version.drawing or {}
    seats = (
        Seat.objects.filter(version=version)
        .order_by("section__position", "section", "pk")
        .values_list("section_id", "row", "pk", "label", "x", "y", "angle", "flags")
    )
    return _compact(
        {
            "box": drawing.get("box", [0, 0, 1000, 1000]),
            "stage": _stage(drawing.get("stage") or {}),
            "outlines": drawing.get("outlines", []),
            "sections": [_section(section) for section in version.sections.all()],
            "rows": _rows(seats.iterator()),
            "views": {
                seat: (view.note, view.photo)
                for seat, view in seat_views(version.pk).items()
            },
        }
    )


def _stage(stage: dict[str, Any]) -> dict[str, Any]:
    drawn: dict[str, Any] = {k: stage[k] for k in ("d", "x", "y") if k in stage}
    return {**drawn, "label": gettext("Stage")}


def _section(section: Section) -> dict[str, Any]:
    return {
        "id": section.pk,
        "name": section.name,
        "kind": section.kind,
        "x": _short(section.x),
        "y": _short(section.y),
    }


def _rows(seats: Iterable[tuple[Any, ...]]) -> list[dict[str, Any]]:
    return [
        {
            "section": section,
            "row": row,
            "seats": [
                [pk, label, _short(x), _short(y), _short(angle), flags]
                for _section, _row, pk, label, x, y, angle, flags in members
            ],
        }
        for (section, row), members in groupby(seats, key=lambda seat: seat[:2])
    ]


def _short(number: float) -> float:
    short = round(number, DIGITS)
    return int(short) if short == int(short) else short


def free_places(
    performance: Performance, tiers: Iterable[TierChoice], *, now: datetime
) -> str:
    """The free numbered places as JSON, the same for everybody.

    {"at", "tiers": [{"id", "code", "name", "price"}], "seats": {seat: [place,
    tier]}}. Without tiers nothing is on sale, and no seat is named.
    """
    drawn = {choice.tier.pk: choice for choice in tiers}
    free = (
        Place.objects.filter(performance=performance, seat__isnull=False)
        .sellable(now)
        .filter(tier__in=list(drawn))
        .order_by()
        .values_list("seat_id", "pk", "tier_id")
    )
    return _compact(
        {
            "at": now.isoformat(),
            "tiers": [
                {
                    "id": pk,
                    "code": choice.tier.code,
                    "name": choice.tier.name,
                    "price": money(choice.price, performance.currency, short=True),
                }
                for pk, choice in drawn.items()
            ],
            "seats": {seat: (place, tier) for seat, place, tier in free.iterator()},
        }
    )


def _compact(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
