"""Papers: numbered without gap, and as they were issued."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Count, F, Max, Q

from reports.invariants import Offender, invariant
from ticketing.papers.contents import digest
from ticketing.papers.models import Paper, PaperSeries
from ticketing.papers.monthly import PREFIX


@invariant("Each series of papers has every number from one to its last.")
def papers_are_numbered_without_gap(_now: datetime) -> Iterator[Offender]:
    # Those of monthly invoices are counted there (`invariants.on_account`).
    series = PaperSeries.objects.exclude(code__startswith=f"{PREFIX}-")
    counted = series.annotate(many=Count("papers"), highest=Max("papers__number"))
    faults = counted.exclude(many=F("last"), highest=F("last"))
    wrong = faults.exclude(Q(many=0) & Q(last=0))
    yield from wrong.order_by("code").values("code", "last", "many", "highest")


@invariant("A paper says what it said when it was issued.")
def papers_are_as_issued(_now: datetime) -> Iterator[Offender]:
    for paper in Paper.objects.order_by("pk").iterator(chunk_size=500):
        if digest(paper.data) != paper.digest:
            yield {"paper": paper.code}
