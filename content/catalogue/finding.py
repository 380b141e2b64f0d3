"""The performances of the catalogue: each question costs the same at any size."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, DateField, F, Value, When, Window
from django.db.models.functions import RowNumber, TruncDate
from django.utils.translation import get_language

from content.catalogue.asked import Asked, View
from content.catalogue.known import Known
from content.models import ShowPage
from content.published import for_everybody
from ticketing.house.models import the_house
from ticketing.shows.models import Performance
from ticketing.shows.querysets import PerformanceQuerySet
from ticketing.shows.sale import sale_state
from ticketing.stock.selectors import Offer, offers_of

# How long something that is over stays in the list of what played.
RECENT: Final = timedelta(days=365)
# No place is further from Greenwich than this.
WIDEST_ZONE: Final = timedelta(hours=15)


class Counted(NamedTuple):
    """So many performances of a kind at a venue, on a day where days are asked for."""

    day: date | None
    kind: str
    venue: str
    performances: int


@dataclass(frozen=True, slots=True)
class Counts:
    """How many performances fit, by day, kind and venue."""

    rows: tuple[Counted, ...]
    kind: str
    venue: str

    @property
    def total(self) -> int:
        counts = self.by_kind()
        return counts[self.kind] if self.kind else sum(counts.values())

    def by_day(self) -> Counter[date]:
        sums: Counter[date] = Counter()
        for row in self.rows:
            fits = self.kind in ("", row.kind) and self.venue in ("", row.venue)
            if fits and row.day:
                sums[row.day] += row.performances
        return sums

    def by_kind(self) -> Counter[str]:
        """Of each kind, at the venue that was asked for."""
        sums: Counter[str] = Counter()
        for row in self.rows:
            if self.venue in ("", row.venue):
                sums[row.kind] += row.performances
        return sums

    def by_venue(self) -> Counter[str]:
        """At each venue, of the kind that was asked for."""
        sums: Counter[str] = Counter()
        for row in self.rows:
            if self.kind in ("", row.kind):
                sums[row.venue] += row.performances
        return sums


def asked_performances(
    asked: Asked, known: Known, *, now: datetime
) -> PerformanceQuerySet:
    """What the address asks for, but for kind and venue, with its `local_day`."""
    found = Performance.objects.public().annotate(local_day=local_day(known.zones))
    first, until = asked.month, asked.until
    if asked.day:
        first, until = asked.day, asked.day + timedelta(days=1)
    if first and until:
        near = (_utc(first) - WIDEST_ZONE, _utc(until) + WIDEST_ZONE)
        return found.filter(
            starts_at__range=near, local_day__gte=first, local_day__lt=until
        )
    if asked.view == View.RECENT:
        return found.filter(starts_at__lte=now, starts_at__gt=now - RECENT)
    return found.filter(starts_at__gt=now)


def local_day(zones: Iterable[str]) -> Case | TruncDate:
    """The day of a performance where it plays."""
    names = sorted(zones) or ["UTC"]
    if len(names) == 1:
        return TruncDate("starts_at", tzinfo=ZoneInfo(names[0]))
    return Case(
        *(
            When(
                hall__venue__time_zone=Value(name),
                then=TruncDate("starts_at", tzinfo=ZoneInfo(name)),
            )
            for name in names
        )
    )


def counts_of(found: PerformanceQuerySet, asked: Asked) -> Counts:
    """Count with one query, whatever is asked for."""
    day = F("local_day") if asked.month else Value(None, output_field=DateField())
    rows = (
        found.order_by()
        .annotate(day=day)
        .values_list("day", "show__kind__code", "hall__venue")
        .annotate(n=Count("pk"))
    )
    counted = (Counted(day, kind, str(venue), n) for day, kind, venue, n in rows)
    return Counts(tuple(counted), asked.kind, asked.venue)


def narrowed(found: PerformanceQuerySet, asked: Asked) -> PerformanceQuerySet:
    """The performances of the kind and at the venue that were asked for."""
    if asked.kind:
        found = found.filter(show__kind__code=asked.kind)
    if asked.venue:
        found = found.filter(hall__venue=int(asked.venue))
    return found.with_show_and_venue().select_related("moved_to")


def first_of_each_day(found: PerformanceQuerySet, most: int) -> PerformanceQuerySet:
    nth = Window(RowNumber(), partition_by="local_day", order_by=("starts_at", "pk"))
    return found.annotate(nth=nth).filter(nth__lte=most).order_by("starts_at", "pk")


def offers(performances: Iterable[Performance], *, now: datetime) -> list[Offer]:
    """Their offers; nothing is counted of what is over or called off."""
    listed, few_left = list(performances), the_house().few_left
    ahead = [
        p
        for p in listed
        if p.starts_at > now and not p.cancelled_at and not p.moved_to_id
    ]
    told = {o.performance.pk: o for o in offers_of(ahead, now=now, few_left=few_left)}
    return [
        told.get(p.pk) or Offer(p, sale_state(p, now), (), few_left) for p in listed
    ]


def pages_of(show_ids: Iterable[int]) -> dict[int, ShowPage]:
    """The open page of each show, in the reader's language where there is one."""
    language = get_language() or "en"
    found = for_everybody(ShowPage.objects.live()).filter(show__in=set(show_ids))
    pages: dict[int, ShowPage] = {}
    for page in found.select_related("locale").defer("story", "notes"):
        if page.show_id not in pages or page.locale.language_code == language:
            pages[page.show_id] = page
    return pages


def _utc(day: date) -> datetime:
    return datetime.combine(day, time.min, tzinfo=ZoneInfo("UTC"))
