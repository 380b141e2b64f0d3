"""Writing programmes into the house: made, changed, or left as they are.

The source is the master of names, works, people and dates; pages belong to
the editors. What is on sale already keeps its date and its hall.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain

from django.db import transaction

from starter.catalogue import Catalogue
from starter.programmes.halls import Halls
from starter.programmes.planning import (
    SOURCE,
    PlannedPerformance,
    PlannedShow,
    PlannedWork,
    Who,
)
from starter.programmes.works import Works
from ticketing.shows.models import (
    CompanyRole,
    Credit,
    Performance,
    ProgrammeItem,
    Show,
    ShowCompany,
    ShowKind,
)


@dataclass(slots=True)
class Tally:
    """How many programmes were made, changed and left as they were."""

    made: int = 0
    changed: int = 0
    left: int = 0
    notes: Counter[str] = field(default_factory=Counter)


class Writer:
    """Writes batches of planned shows, each in one transaction."""

    def __init__(self, *, currency: str, supplier_id: int, now: datetime) -> None:
        self.currency = currency
        self.supplier_id = supplier_id
        self.now = now
        self.tally = Tally()
        self.catalogue = Catalogue()
        self.halls = Halls()
        self.works = Works(self.catalogue)
        self.kind = ShowKind.objects.get(code="concert")

    @transaction.atomic
    def write(self, batch: Sequence[PlannedShow]) -> None:
        """Write what differs of these shows; all of them or none."""
        self.catalogue.people.make_missing(_names(batch, is_company=False))
        self.catalogue.companies.make_missing(_names(batch, is_company=True))
        touched = self.works.write(_works(batch))
        for planned in batch:
            for performance in planned.performances:
                self.halls.make(performance.place)
                if not performance.place.is_known:
                    where = performance.place.city or performance.place.venue
                    self.tally.notes[f"{where}: time zone taken from New York"] += 1
        existing = _existing(batch)
        self._make([one for one in batch if one.code not in existing])
        for planned in batch:
            if planned.code in existing:
                self._compare(existing[planned.code], planned, touched)

    def _make(self, batch: Sequence[PlannedShow]) -> None:
        shows = Show.objects.bulk_create([self._show(planned) for planned in batch])
        pairs = list(zip(shows, batch, strict=True))
        Performance.objects.bulk_create(
            self._performance(show, one)
            for show, planned in pairs
            for one in planned.performances
        )
        self._write_parts(pairs)
        self.tally.made += len(batch)

    def _write_parts(self, pairs: Iterable[tuple[Show, PlannedShow]]) -> None:
        pairs = list(pairs)
        ShowCompany.objects.bulk_create(
            ShowCompany(
                show=show,
                company_id=self.catalogue.companies[planned.orchestra.en],
                role=CompanyRole.PERFORMING,
            )
            for show, planned in pairs
            if planned.orchestra
        )
        Credit.objects.bulk_create(
            chain.from_iterable(self._credits(show, one) for show, one in pairs)
        )
        ProgrammeItem.objects.bulk_create(
            ProgrammeItem(
                show=show, work_id=self.works[work.code], position=i, note=note
            )
            for show, planned in pairs
            for i, (work, note) in enumerate(planned.works, start=1)
        )

    def _show(self, planned: PlannedShow) -> Show:
        return Show(
            kind=self.kind,
            name_en=planned.name_en,
            name_zh_hans=planned.name_zh,
            slug=planned.slug,
            source=SOURCE,
            source_code=planned.code,
            # Nobody but its guests is told of a private event.
            withdrawn_at=self.now if planned.is_private else None,
        )

    def _credits(self, show: Show, planned: PlannedShow) -> Iterable[Credit]:
        for i, credit in enumerate(planned.credits, start=1):
            person, company = self._ids(credit.who)
            yield Credit(
                show=show,
                person_id=person,
                company_id=company,
                role_en=credit.role_en,
                role_zh_hans=credit.role_zh,
                position=i,
            )

    def _ids(self, who: Who) -> tuple[int | None, int | None]:
        if who.is_company:
            return None, self.catalogue.companies[who.en]
        return self.catalogue.people[who.en], None

    def _performance(self, show: Show, one: PlannedPerformance) -> Performance:
        hall = self.halls[one.place]
        return Performance(
            show=show,
            hall_id=hall.pk,
            plan_version_id=hall.version_id,
            starts_at=one.starts_at,
            time_is_known=one.time_is_known,
            currency=self.currency,
            supplier_id=self.supplier_id,
            source_code=one.code,
        )

    def _compare(
        self, show: Show, planned: PlannedShow, touched: frozenset[str]
    ) -> None:
        changes = [
            self._change_names(show, planned),
            self._change_parts(show, planned),
            self._change_performances(show, planned),
            any(work.code in touched for work, _note in planned.works),
        ]
        if any(changes):
            self.tally.changed += 1
        else:
            self.tally.left += 1

    def _change_names(self, show: Show, planned: PlannedShow) -> bool:
        wanted = (planned.name_en, planned.name_zh)
        if (show.name_en, show.name_zh_hans) == wanted:
            return False
        show.name_en, show.name_zh_hans = wanted
        show.save(update_fields=["name_en", "name_zh_hans"])
        return True

    def _change_parts(self, show: Show, planned: PlannedShow) -> bool:
        if _parts(show) == self._planned_parts(planned):
            return False
        show.show_companies.all().delete()
        show.credits.all().delete()
        show.programme.all().delete()
        self._write_parts([(show, planned)])
        return True

    def _planned_parts(self, planned: PlannedShow) -> tuple[object, ...]:
        company = planned.orchestra
        return (
            [self.catalogue.companies[company.en]] if company else [],
            [(*self._ids(c.who), c.role_en, c.role_zh) for c in planned.credits],
            [(self.works[work.code], note) for work, note in planned.works],
        )

    def _change_performances(self, show: Show, planned: PlannedShow) -> bool:
        there = {one.source_code: one for one in show.performances.all()}
        missing = [one for one in planned.performances if one.code not in there]
        Performance.objects.bulk_create(self._performance(show, one) for one in missing)
        moved = [
            self._move(there[one.code], one)
            for one in planned.performances
            if one.code in there
        ]
        return bool(missing) or any(moved)

    def _move(self, performance: Performance, one: PlannedPerformance) -> bool:
        """Follow the source where nobody can have bought a place yet."""
        hall = self.halls[one.place]
        before = (performance.starts_at, performance.time_is_known, performance.hall_id)
        if before == (one.starts_at, one.time_is_known, hall.pk):
            return False
        if performance.offered:
            self.tally.notes["on sale already: date and hall stay as they are"] += 1
            return False
        performance.starts_at = one.starts_at
        performance.time_is_known = one.time_is_known
        performance.hall_id, performance.plan_version_id = hall.pk, hall.version_id
        performance.save(
            update_fields=["starts_at", "time_is_known", "hall", "plan_version"]
        )
        return True


def _existing(batch: Sequence[PlannedShow]) -> dict[str, Show]:
    shows = Show.objects.filter(
        source=SOURCE, source_code__in=[planned.code for planned in batch]
    ).prefetch_related("performances", "credits", "programme", "show_companies")
    return {show.source_code: show for show in shows}


def _parts(show: Show) -> tuple[object, ...]:
    """Companies, credits and works of a show as they stand, by their keys."""
    credits_there = sorted(show.credits.all(), key=lambda one: one.position)
    items = sorted(show.programme.all(), key=lambda one: one.position)
    return (
        [one.company_id for one in show.show_companies.all()],
        [(c.person_id, c.company_id, c.role_en, c.role_zh_hans) for c in credits_there],
        [(item.work_id, item.note) for item in items],
    )


def _works(batch: Iterable[PlannedShow]) -> list[PlannedWork]:
    return [work for planned in batch for work, _note in planned.works]


def _names(
    batch: Iterable[PlannedShow], *, is_company: bool
) -> Iterable[tuple[str, str]]:
    for planned in batch:
        named = chain(
            (credit.who for credit in planned.credits),
            (work.creator for work, _note in planned.works if work.creator),
            (planned.orchestra,) if planned.orchestra else (),
        )
        for who in named:
            if who.is_company == is_company:
                yield who.en, who.zh
