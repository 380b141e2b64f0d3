"""Drawn plans become plan versions, with their sections and seats."""

from django.db import transaction

from starter.demo.plans.records import Plan
from starter.demo.plans.records import Seat as DrawnSeat
from ticketing.venues.models import (
    Hall,
    PlanVersion,
    Seat,
    SeatFlag,
    SeatingPlan,
    Section,
)


@transaction.atomic
def drawn_version(hall: Hall, plan: Plan) -> PlanVersion:
    """Return the hall's version of a drawn plan, made where there is none."""
    kept, _made = SeatingPlan.objects.get_or_create(
        hall=hall,
        name_en=plan.name.en,
        defaults={"name_zh_hans": plan.name.zh_hans},
    )
    version = kept.versions.order_by("-number").first()
    return version or _draw(kept, plan)


def _draw(kept: SeatingPlan, plan: Plan) -> PlanVersion:
    version = PlanVersion.objects.create(plan=kept, number=1, drawing=plan.drawing)
    sections = Section.objects.bulk_create(
        Section(
            version=version,
            code=section.code,
            name_en=section.name.en,
            name_zh_hans=section.name.zh_hans,
            kind=section.kind,
            capacity=section.capacity,
            position=position,
            x=section.x,
            y=section.y,
        )
        for position, section in enumerate(plan.sections)
    )
    ids = {section.code: section.pk for section in sections}
    seats = Seat.objects.bulk_create(
        (_seat(version, ids[seat.section], seat) for seat in plan.seats),
        batch_size=500,
    )
    _join_companions(plan, {seat.key: seat for seat in seats})
    return version


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
        flags=_flags(seat),
    )


def _flags(seat: DrawnSeat) -> int:
    flags = (
        (seat.restricted, SeatFlag.RESTRICTED),
        (seat.wheelchair, SeatFlag.WHEELCHAIR),
        (seat.companion_of is not None, SeatFlag.COMPANION),
        (seat.aisle, SeatFlag.AISLE),
    )
    return sum(flag for is_so, flag in flags if is_so)


def _join_companions(plan: Plan, seats: dict[str, Seat]) -> None:
    joined = []
    for drawn in plan.seats:
        if drawn.companion_of is not None:
            seat = seats[drawn.key]
            seat.companion_of = seats[drawn.companion_of]
            joined.append(seat)
    Seat.objects.bulk_update(joined, ["companion_of"])
