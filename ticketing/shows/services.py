"""What staff do with shows and their performances."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from members.models import Account
from ticketing.shows.errors import AlreadyCancelled, AlreadyOver, HallTaken
from ticketing.shows.models import (
    Company,
    Credit,
    Performance,
    Person,
    ProgrammeItem,
    Show,
    ShowCompany,
    Work,
)
from ticketing.venues.models import PlanVersion


@dataclass(frozen=True, slots=True)
class CreditPlan:
    """Who does what, in the order in which it is told."""

    who: Person | Company
    role_en: str = ""
    role_zh_hans: str = ""


@transaction.atomic
def write_show(
    show: Show,
    *,
    companies: Sequence[tuple[Company, str]],
    credits_: Sequence[CreditPlan],
    programme: Sequence[tuple[Work, str]],
) -> Show:
    """Save the show and what it is made of; the lists replace what was there.

    Credits that belong to one performance alone stay.
    """
    show.save()
    show.show_companies.all().delete()
    ShowCompany.objects.bulk_create(
        ShowCompany(show=show, company=company, role=role)
        for company, role in dict.fromkeys(companies)
    )
    show.credits.filter(performance=None).delete()
    Credit.objects.bulk_create(
        _credit(show, position, plan) for position, plan in enumerate(credits_, 1)
    )
    show.programme.all().delete()
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(show=show, work=work, note=note, position=position)
        for position, (work, note) in enumerate(programme, 1)
    )
    return show


def _credit(show: Show, position: int, plan: CreditPlan) -> Credit:
    return Credit(
        show=show,
        person=plan.who if isinstance(plan.who, Person) else None,
        company=plan.who if isinstance(plan.who, Company) else None,
        role_en=plan.role_en,
        role_zh_hans=plan.role_zh_hans,
        position=position,
    )


@dataclass(frozen=True, slots=True)
class Run:
    """What the dates of a run have in common."""

    plan_version: PlanVersion
    currency: str
    supplier: Account
    minutes: int | None = None
    title_en: str = ""
    title_zh_hans: str = ""
    on_sale_from: datetime | None = None
    sale_ends_minutes_before: int = 0


@transaction.atomic
def add_performances(
    show: Show, run: Run, starts: Sequence[datetime]
) -> list[Performance]:
    """Make a performance for each start, all or none; offered later.

    Raises HallTaken where another one begins there at that moment.
    """
    hall = run.plan_version.plan.hall
    _must_be_free(hall.pk, starts)
    made = [_performance(show, run, start) for start in sorted(set(starts))]
    for performance in made:
        performance.full_clean(exclude=["show", "hall", "plan_version", "supplier"])
    return Performance.objects.bulk_create(made)


def _must_be_free(hall_id: int, starts: Sequence[datetime]) -> None:
    other = (
        Performance.objects.filter(
            hall=hall_id, starts_at__in=starts, cancelled_at=None, moved_to=None
        )
        .with_show_and_venue()
        .first()
    )
    if other is not None:
        raise HallTaken(performance=str(other))


def _performance(show: Show, run: Run, start: datetime) -> Performance:
    before = timedelta(minutes=run.sale_ends_minutes_before)
    return Performance(
        show=show,
        hall=run.plan_version.plan.hall,
        plan_version=run.plan_version,
        title_en=run.title_en,
        title_zh_hans=run.title_zh_hans,
        starts_at=start,
        ends_at=start + timedelta(minutes=run.minutes) if run.minutes else None,
        currency=run.currency,
        supplier=run.supplier,
        on_sale_from=run.on_sale_from,
        off_sale_at=start - before if before else None,
    )


@transaction.atomic
def cancel_performance(performance_id: int, *, now: datetime) -> Performance:
    """Call a performance off; nothing of it can be bought from then on.

    Its orders stay as they are: each is taken back at the desk. Raises
    AlreadyCancelled or AlreadyOver.
    """
    performance = Performance.objects.under_lock(performance_id)
    if performance.cancelled_at is not None:
        raise AlreadyCancelled
    if performance.starts_at <= now:
        raise AlreadyOver
    performance.cancelled_at = now
    performance.save(update_fields=["cancelled_at"])
    return performance
