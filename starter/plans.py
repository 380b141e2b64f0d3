"""Drawn plans become plan versions, with their sections and seats."""

from django.db import transaction

from starter.demo.plans.records import Plan, Seat, Section
from ticketing.venues.formats.records import Drawing, DrawnSeat, DrawnSection
from ticketing.venues.models import Hall, PlanVersion, SeatFlag, SeatingPlan
from ticketing.venues.seats import write_seats


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
    sections = tuple(_section(section, plan) for section in plan.sections)
    write_seats(version, Drawing(sections=sections))
    return version


def _section(section: Section, plan: Plan) -> DrawnSection:
    seats = tuple(_seat(seat) for seat in plan.seats if seat.section == section.code)
    return DrawnSection(
        code=section.code,
        name_en=section.name.en,
        name_zh_hans=section.name.zh_hans,
        kind=section.kind,
        x=section.x,
        y=section.y,
        standing=0 if seats else section.capacity,
        seats=seats,
    )


def _seat(seat: Seat) -> DrawnSeat:
    return DrawnSeat(
        key=seat.key,
        row=seat.row,
        label=seat.label,
        x=seat.x,
        y=seat.y,
        angle=seat.angle,
        flags=_flags(seat),
        companion_of=seat.companion_of or "",
    )


def _flags(seat: Seat) -> int:
    flags = (
        (seat.restricted, SeatFlag.RESTRICTED),
        (seat.wheelchair, SeatFlag.WHEELCHAIR),
        (seat.companion_of is not None, SeatFlag.COMPANION),
        (seat.aisle, SeatFlag.AISLE),
    )
    return sum(flag for is_so, flag in flags if is_so)
