"""Shows with their cast, works and dates."""

from datetime import timedelta

from django.db import transaction

from starter.demo.loading.days import Calendar, code_of
from starter.demo.loading.frame import SOURCE, Frame
from starter.demo.records import Performance as Planned
from starter.demo.records import Show as ShowRecord
from ticketing.house.models import the_house
from ticketing.shows.models import (
    Credit,
    Performance,
    ProgrammeItem,
    Show,
    ShowCompany,
)


@transaction.atomic
def load_show(
    record: ShowRecord, frame: Frame, calendar: Calendar, *, supplier_id: int
) -> tuple[Show, bool]:
    """Return the show of a record, and whether it had to be made."""
    show = Show.objects.filter(source=SOURCE, source_code=record.slug).first()
    if show is not None:
        return show, False
    show = _show(record, frame)
    _parts(show, record, frame)
    Performance.objects.bulk_create(
        _performance(show, record, planned, frame, calendar, supplier_id)
        for planned in record.run
    )
    return show, True


def _show(record: ShowRecord, frame: Frame) -> Show:
    return Show.objects.create(
        kind_id=frame.kinds[record.kind],
        name_en=record.name.en,
        name_zh_hans=record.name.zh_hans,
        slug=record.slug,
        running_minutes=record.minutes,
        age_from=record.age_from,
        source=SOURCE,
        source_code=record.slug,
    )


def _parts(show: Show, record: ShowRecord, frame: Frame) -> None:
    ShowCompany.objects.bulk_create(
        ShowCompany(show=show, company_id=frame.companies[slug], role=role)
        for slug, role in record.companies
    )
    Credit.objects.bulk_create(
        Credit(
            show=show,
            person_id=frame.people[credit.person] if credit.person else None,
            company_id=frame.companies[credit.company] if credit.company else None,
            role_en=credit.role.en,
            role_zh_hans=credit.role.zh_hans,
            position=position,
        )
        for position, credit in enumerate(record.credits, start=1)
    )
    ProgrammeItem.objects.bulk_create(
        ProgrammeItem(show=show, work_id=frame.works[slug], position=position)
        for position, slug in enumerate(record.works, start=1)
    )


def _performance(
    show: Show,
    record: ShowRecord,
    planned: Planned,
    frame: Frame,
    calendar: Calendar,
    supplier_id: int,
) -> Performance:
    version = frame.versions[record.hall]
    starts_at = calendar.starts_at(planned)
    return Performance(
        show=show,
        hall_id=version.plan.hall_id,
        plan_version=version,
        title_en=planned.title.en if planned.title else "",
        title_zh_hans=planned.title.zh_hans if planned.title else "",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=record.minutes),
        currency=the_house().currency,
        supplier_id=supplier_id,
        on_sale_from=calendar.on_sale_from(planned),
        cancelled_at=calendar.at(-1, calendar.starts_at(planned).time())
        if planned.cancelled
        else None,
        source_code=code_of(planned),
    )
