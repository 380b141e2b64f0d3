"""What plays, and which pages tell of it: questions with a name and a clock."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import (
    Count,
    Min,
    Prefetch,
    QuerySet,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, TruncDate
from wagtail.images.models import Image

from content.models import ShowPage
from content.pictures import POSTER, WIDE, image_by_id
from content.published import open_pages
from ground.compiled import compiled
from ticketing.house.models import House
from ticketing.shows.models import (
    CompanyRole,
    Performance,
    Show,
    ShowCompany,
    ShowKind,
)
from ticketing.stock.selectors import Offer, offers_of
from ticketing.tickets.models import Ticket


@dataclass(frozen=True)
class ShowFilter:
    """What the address of “What's on” asks for; empty means all."""

    kind: str = ""
    first: date | None = None
    # The day after the last one.
    until: date | None = None


@dataclass(frozen=True)
class ListedShow:
    """A show with its coming offers, and its page where it has one."""

    show: Show
    page: ShowPage | None
    offers: tuple[Offer, ...]

    @cached_property
    def performances(self) -> list[Performance]:
        """Those that will take place, or all where none will."""
        all_of_them = [offer.performance for offer in self.offers]
        ahead = [p for p in all_of_them if not p.cancelled_at and not p.moved_to_id]
        return ahead or all_of_them


def coming_performances(*, now: datetime) -> QuerySet[Performance]:
    """Performances that will take place, the next one first."""
    return Performance.objects.public().ahead(now).order_by("starts_at", "pk")


def filtered(
    performances: QuerySet[Performance], wanted: ShowFilter, zone: ZoneInfo
) -> QuerySet[Performance]:
    if wanted.kind:
        performances = performances.filter(show__kind__code=wanted.kind)
    if wanted.first:
        performances = performances.filter(starts_at__gte=_midnight(wanted.first, zone))
    if wanted.until:
        performances = performances.filter(starts_at__lt=_midnight(wanted.until, zone))
    return performances


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time.min, tzinfo=zone)


def show_ids_by_next_date(performances: QuerySet[Performance]) -> list[int]:
    """The shows of these performances, the one that plays next first."""
    rows = (
        performances.order_by()
        .values("show")
        .annotate(first=Min("starts_at"))
        .order_by("first", "show")
    )
    return [row["show"] for row in rows]


def kinds_playing(performances: QuerySet[Performance]) -> list[tuple[ShowKind, int]]:
    """The kinds of these performances, each with its number of shows; one query."""
    names = ("code", "name_en", "name_zh_hans", "position", "pk")
    rows = (
        performances.order_by()
        .values(*(f"show__kind__{name}" for name in names))
        .annotate(shows=Count("show", distinct=True))
        .order_by("show__kind__position", "show__kind__pk")
    )
    return [
        (ShowKind(**{name: row[f"show__kind__{name}"] for name in names}), row["shows"])
        for row in rows
    ]


def show_counts_by_day(
    performances: QuerySet[Performance], *, first: date, days: int, zone: ZoneInfo
) -> dict[date, int]:
    """How many shows play on each day, from `first` on."""
    until = first + timedelta(days=days)
    rows = (
        filtered(performances, ShowFilter(first=first, until=until), zone)
        .order_by()
        .annotate(day=TruncDate("starts_at", tzinfo=zone))
        .values("day")
        .annotate(shows=Count("show", distinct=True))
    )
    return {row["day"]: row["shows"] for row in rows}


def months_with_performances(
    performances: QuerySet[Performance], zone: ZoneInfo
) -> list[date]:
    """The first day of each month in which something plays."""
    return [
        moment.date()
        for moment in performances.order_by().datetimes(
            "starts_at", "month", tzinfo=zone
        )
    ]


def listed_shows(
    show_ids: Sequence[int], *, now: datetime, language: str, few_left: int
) -> list[ListedShow]:
    """Return these shows in their order, with seven queries however many.

    One more tells where those were moved to that were.
    """
    performances = _upcoming_of(list(show_ids), now)
    _attach_companies([one.show for one in performances])
    _attach_moves(performances)
    pages = pages_by_show(show_ids, language=language)
    offers: defaultdict[int, list[Offer]] = defaultdict(list)
    for offer in offers_of(performances, now=now, few_left=few_left):
        offers[offer.performance.show_id].append(offer)
    return [
        ListedShow(
            show=offers[pk][0].performance.show,
            page=pages.get(pk),
            offers=tuple(offers[pk]),
        )
        for pk in show_ids
        if offers[pk]
    ]


@compiled
def _upcoming_of(show_ids: list[int], now: datetime) -> QuerySet[Performance]:
    ahead = Performance.objects.filter(show__pk__in=show_ids).upcoming(now)
    return ahead.with_show_and_venue().order_by("starts_at", "pk")


def _attach_moves(performances: Iterable[Performance]) -> None:
    """The dates that others were moved to; few are, so all rows need not carry one."""
    moved = {p.moved_to_id: p for p in performances if p.moved_to_id}
    if moved:
        for later in Performance.objects.filter(pk__in=moved):
            moved[later.pk].moved_to = later


def _attach_companies(shows: Iterable[Show]) -> None:
    """Do what `performing_companies` does, with a question that is ready.

    Django would put it together anew, which takes as long as all else of a show.
    """
    listed = list(shows)
    found: defaultdict[int, list[ShowCompany]] = defaultdict(list)
    for one in _performing({show.pk for show in listed}):
        found[one.show_id].append(one)
    for show in listed:
        show._prefetched_objects_cache = {"show_companies": found[show.pk]}  # type: ignore[attr-defined] # noqa: SLF001 Django's own place for them


@compiled
def _performing(show_ids: set[int]) -> QuerySet[ShowCompany]:
    companies = ShowCompany.objects.filter(show__pk__in=show_ids)
    performing = companies.filter(role=CompanyRole.PERFORMING)
    return performing.select_related("company").order_by("pk")


def performing_companies(to: str = "show__show_companies") -> "Prefetch[Any]":
    """Load the companies on the stage together with the shows."""
    companies = ShowCompany.objects.filter(role=CompanyRole.PERFORMING)
    return Prefetch(to, queryset=companies.select_related("company").order_by("pk"))


def pages_by_show(show_ids: Iterable[int], *, language: str) -> dict[int, ShowPage]:
    """The open page of each show in that language, or else in the other one.

    Their posters and wide pictures come with the renditions that cards use.
    """
    pages: dict[int, ShowPage] = {}
    for page in _open_pages_of(list(show_ids)):
        if page.show_id not in pages or page.locale.language_code == language:
            pages[page.show_id] = page
    _attach_pictures(pages.values())
    return pages


@compiled
def _open_pages_of(show_ids: list[int]) -> QuerySet[ShowPage]:
    pages = open_pages(ShowPage.objects.filter(show__pk__in=show_ids))
    found: QuerySet[ShowPage] = pages.select_related("locale").defer("story", "notes")
    return found


def _attach_pictures(pages: Iterable[ShowPage]) -> None:
    listed = list(pages)
    ids = {pk for page in listed for pk in (page.poster_id, page.hero_id) if pk}
    images = image_by_id(ids, POSTER, WIDE)
    for page in listed:
        page.poster = _picture(images, page.poster_id)
        page.hero = _picture(images, page.hero_id)


def _picture(images: dict[int, Image], pk: int | None) -> Image | None:
    return images.get(pk) if pk else None


def live_pages_of(slug: str) -> dict[str, ShowPage]:
    """The live pages of the show with that short address, by language."""
    pages = ShowPage.objects.live().filter(show__slug=slug).select_related("locale")
    return {page.locale.language_code: page for page in pages}


@dataclass(frozen=True, slots=True)
class Figures:
    """The house in numbers."""

    performances: int
    shows: int
    companies: int
    tickets: int


def figures(show_ids: Sequence[int], *, now: datetime) -> Figures:
    """Count what is coming, and the tickets that were ever issued; one query."""
    companies = ShowCompany.objects.filter(show__in=show_ids)
    counts = House.objects.values(
        performances=_count(coming_performances(now=now), Count("pk")),
        companies=_count(companies, Count("company", distinct=True)),
        tickets=_count(Ticket.objects.filter(voided_at=None), Count("pk")),
    )
    return Figures(shows=len(show_ids), **counts[0])


def _count(rows: QuerySet[Any], number: Count) -> Coalesce:
    """How many there are, as a part of a larger question."""
    whole = rows.order_by().annotate(whole=Value(1)).values("whole")
    return Coalesce(Subquery(whole.values(n=number)), 0)
