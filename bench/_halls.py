"""Halls of any size to measure on: blocks of five hundred seats around a stage."""

from datetime import timedelta
from typing import Any, Final

ROWS, SEATS = 20, 25
STEP, ROW, AISLE = 20, 22, 60
ACROSS: Final = 4
PRICES: Final = ("880", "580", "380")
LETTERS: Final = "ABCDEFGHJKLMNPQRSTUV"


def offered_hall(*, seats: int) -> int:
    """Offer a performance with that many numbered seats; returns its key."""
    from django.utils import timezone  # noqa: PLC0415 the environment is known only now

    from tests.factories import (  # noqa: PLC0415
        PerformanceFactory,
        PlanVersionFactory,
    )
    from ticketing.stock.services import offer_performance  # noqa: PLC0415

    now = timezone.now()
    width = ACROSS * (SEATS * STEP + AISLE)
    stage = {"d": f"M{width / 2 - 200:g} -90h400v50h-400z", "x": width / 2, "y": -60}
    depth = (seats // (ROWS * SEATS * ACROSS) + 1) * (ROWS * ROW + AISLE)
    version = PlanVersionFactory(
        seats=0, drawing={"box": [-40, -120, width + 40, depth + 160], "stage": stage}
    )
    sections = _sections(version, seats)
    performance = PerformanceFactory(
        plan_version=version,
        starts_at=now + timedelta(days=9),
        on_sale_from=now - timedelta(days=1),
    )
    tiers = _tiers(performance)
    painted = {
        section.pk: tiers[min(number // ACROSS, len(tiers) - 1)].pk
        for number, section in enumerate(sections)
    }
    offer_performance(performance, tiers_by_section=painted, now=now)
    return int(performance.pk)


def _tiers(performance: Any) -> list[Any]:
    from ticketing.stock.models import PriceTier  # noqa: PLC0415

    return [
        PriceTier.objects.create(
            performance=performance,
            code="ABC"[number],
            name_en=f"Tier {number + 1}",
            price=price,
            position=number,
        )
        for number, price in enumerate(PRICES)
    ]


def _sections(version: Any, seats: int) -> list[Any]:
    from ticketing.venues.models import Section  # noqa: PLC0415

    made = []
    for number, first in enumerate(range(0, seats, ROWS * SEATS)):
        count = min(ROWS * SEATS, seats - first)
        left = number % ACROSS * (SEATS * STEP + AISLE)
        top = number // ACROSS * (ROWS * ROW + AISLE)
        section = Section.objects.create(
            version=version,
            code=f"block-{number + 1}",
            name_en=f"Block {number + 1}",
            name_zh_hans=f"{number + 1}区",
            kind="seated",
            capacity=count,
            position=number,
            x=left + SEATS * STEP / 2,
            y=top - 20,
        )
        _seats(section, f"{number}-", count, left=left, top=top)
        made.append(section)
    return made


def _seats(section: Any, key: str, count: int, *, left: float, top: float) -> None:
    from ticketing.venues.models import Seat  # noqa: PLC0415

    Seat.objects.bulk_create(
        Seat(
            version=section.version,
            section=section,
            key=f"{key}{i}",
            row=LETTERS[i // SEATS],
            label=str(i % SEATS + 1),
            x=left + i % SEATS * STEP,
            y=top + i // SEATS * ROW,
        )
        for i in range(count)
    )
