"""What can be found of a show: read for many at once, with few queries."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from functools import lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.db.models import Exists, F, OuterRef, QuerySet, Sum

from content.models import ShowPage
from content.published import open_pages
from content.visits.models import ShowDay
from ground.compiled import compiled
from search.documents.writing import document, written
from search.port import Document, Group
from search.tree import Label, Number
from ticketing.house.models import the_house
from ticketing.offers.on_now import with_offer
from ticketing.shows.models import (
    CompanyRole,
    Credit,
    Performance,
    ProgrammeItem,
    Show,
    ShowCompany,
)
from ticketing.stock.models import Place
from ticketing.stock.selectors import Offer, offers_of
from ticketing.venues.models import Hall, Seat, SeatFlag

# Popularity is that of the last seven days.
POPULAR_DAYS: Final = 7
OPEN, FEW, SOON, GONE = "open", "few", "soon", "gone"
ACCESSIBLE, WITH_OFFER = "accessible", "offer"
# Prices in steps of 1, 2 and 5, as notes are printed.
BANDS: Final = tuple(step * 10**power for power in range(1, 7) for step in (1, 2, 5))
# Nothing costs so much: shows without a price come last by price.
NO_PRICE: Final = 10**12
NO_DATE: Final = 10**9


@dataclass(slots=True)
class Facts:
    """What was read of one show."""

    names: list[str] = field(default_factory=list)
    more: list[str] = field(default_factory=list)
    body: list[str] = field(default_factory=list)
    labels: defaultdict[Label, set[str]] = field(
        default_factory=lambda: defaultdict(set)
    )
    days: set[int] = field(default_factory=set)
    open_days: set[int] = field(default_factory=set)
    accessible_days: set[int] = field(default_factory=set)
    ahead: list[int] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    prices: set[Decimal] = field(default_factory=set)
    visits: int = 0


def findable_shows() -> Any:
    """Shows that anybody may find.

    A show that was withdrawn is not; one that has pages, only where one of them is
    live and open to all.
    """
    pages = ShowPage.objects.filter(show=OuterRef("pk"))
    has_none = ~Exists(pages)
    return Show.objects.current().filter(has_none | Exists(open_pages(pages)))


@compiled
def findable_of(ids: Collection[int]) -> QuerySet[Show, tuple[int]]:
    """Which of these shows anybody may find."""
    found: QuerySet[Show] = findable_shows().filter(pk__in=ids)
    return found.values_list("pk")


def show_documents(ids: Collection[int], *, now: datetime) -> Iterator[Document]:
    """Documents of those of these shows that anybody may find."""
    facts = _named(ids)
    _tell_pages(facts)
    _tell_people(facts)
    _tell_dates(facts, now)
    _tell_sale(facts, now)
    _tell_visits(facts, now)
    for pk, known in facts.items():
        yield _document(pk, known)


def _document(pk: int, known: Facts) -> Document:
    labels = known.labels
    labels[Label.BAND] = {str(band_of(price)) for price in known.prices}
    lowest = min(known.prices, default=None)
    return document(
        Group.SHOW,
        pk,
        written(known.names, known.more, " ".join(known.body)),
        labels,
        {
            Number.DAY: known.days,
            Number.OPEN_DAY: known.open_days,
            Number.ACCESSIBLE_DAY: known.accessible_days,
            Number.NEXT: (min(known.ahead, default=NO_DATE),),
            Number.LAST: (max(known.starts, default=0),),
            Number.PRICE: (NO_PRICE if lowest is None else int(lowest * 100),),
            Number.VISITS: (known.visits,),
        },
    )


def band_of(price: Decimal) -> int:
    """The upper end of the price’s band; what is free is in one of its own, 0."""
    if not price:
        return 0
    return next((int(top) for top in BANDS if price < top), BANDS[-1])


def _named(ids: Collection[int]) -> dict[int, Facts]:
    rows = findable_shows().filter(pk__in=ids).order_by("pk")
    facts = {}
    for pk, en, zh, code, kind_en, kind_zh in rows.values_list(
        "pk",
        "name_en",
        "name_zh_hans",
        "kind__code",
        "kind__name_en",
        "kind__name_zh_hans",
    ):
        facts[pk] = known = Facts(names=[en, zh], more=[kind_en, kind_zh])
        known.labels[Label.KIND].add(code)
    return facts


def _tell_pages(facts: dict[int, Facts]) -> None:
    pages = open_pages(ShowPage.objects.filter(show__in=facts)).order_by("pk")
    for show, title, summary, story in pages.values_list(
        "show", "title", "summary", "story"
    ):
        facts[show].names.append(title)
        facts[show].body += [summary, *_texts(story)]


def _texts(story: Any) -> list[str]:
    return [
        text
        for block in story
        for text in block.block.get_searchable_content(block.value)
    ]


def _tell_people(facts: dict[int, Facts]) -> None:
    named = ("name_en", "name_zh_hans")
    companies = ShowCompany.objects.filter(show__in=facts)
    for show, role, pk, *names in companies.values_list(
        "show", "role", "company", *(f"company__{n}" for n in named)
    ).order_by("pk"):
        facts[show].more += names
        if role == CompanyRole.PERFORMING:
            facts[show].labels[Label.COMPANY].add(str(pk))
    credited = Credit.objects.filter(show__in=facts).order_by("pk")
    for show, person, company, *names in credited.values_list(
        "show",
        "person",
        "company",
        *(f"{who}__{n}" for who in ("person", "company") for n in named),
    ):
        facts[show].more += [name for name in names if name]
        _file(facts[show], Label.PERSON, person)
        _file(facts[show], Label.COMPANY, company)
    played = ProgrammeItem.objects.filter(show__in=facts).order_by("pk")
    for show, work, creator, *names in played.values_list(
        "show",
        "work",
        "work__creator",
        *(f"work__{part}{n}" for part in ("", "creator__") for n in named),
    ):
        facts[show].more += [name for name in names if name]
        _file(facts[show], Label.WORK, work)
        _file(facts[show], Label.PERSON, creator)


def _file(known: Facts, label: Label, pk: int | None) -> None:
    if pk is not None:
        known.labels[label].add(str(pk))


def _tell_dates(facts: dict[int, Facts], now: datetime) -> None:
    rows = Performance.objects.filter(show__in=facts).order_by("pk")
    for show, starts, cancelled, moved, venue, zone, en, zh, *names in rows.values_list(
        "show",
        "starts_at",
        "cancelled_at",
        "moved_to",
        "hall__venue",
        "hall__venue__time_zone",
        "hall__venue__city_en",
        "hall__venue__city_zh_hans",
        "hall__name_en",
        "hall__name_zh_hans",
        "hall__venue__name_en",
        "hall__venue__name_zh_hans",
        "title_en",
        "title_zh_hans",
    ):
        known, minute = facts[show], int(starts.timestamp() // 60)
        known.starts.append(minute)
        known.more += [name for name in (en, zh, *names) if name]
        if cancelled or moved or starts <= now:
            continue
        known.ahead.append(minute)
        known.days.add(starts.astimezone(_zone(zone)).toordinal())
        known.labels[Label.VENUE].add(str(venue))
        known.labels[Label.CITY].add(en or zh)


@lru_cache(maxsize=64)
def _zone(name: str) -> ZoneInfo:
    return ZoneInfo(name)


# What a sale's state and its day are told by.
_OF_SALE: Final = (
    *("show__withdrawn_at", "hall", "plan_version", "starts_at", "offered"),
    *("on_sale_from", "off_sale_at", "cancelled_at", "moved_to"),
)


def _offered(facts: Collection[int], now: datetime) -> list[Performance]:
    """Dates ahead that are offered, with their show and the hall's time zone."""
    rows = Performance.objects.filter(show__in=facts, offered=True).ahead(now)
    found = list(rows.select_related("show").only(*_OF_SALE).order_by("pk"))
    halls = Hall.objects.select_related("venue").in_bulk({p.hall_id for p in found})
    for performance in found:
        performance.hall = halls[performance.hall_id]
    return found


def _tell_sale(facts: dict[int, Facts], now: datetime) -> None:
    performances = _offered(facts, now)
    accessible = _with_accessible_places(performances, now)
    offers = offers_of(performances, now=now, few_left=the_house().few_left)
    grouped: defaultdict[int, list[Offer]] = defaultdict(list)
    for offer in offers:
        performance = offer.performance
        grouped[performance.show_id].append(offer)
        known = facts[performance.show_id]
        known.prices |= {t.price for t in offer.tiers if t.free} or set(offer.prices)
        day = performance.local_start.toordinal()
        if offer.is_on_sale:
            known.open_days.add(day)
        if performance.pk in accessible:
            known.accessible_days.add(day)
            known.labels[Label.TRAIT].add(ACCESSIBLE)
    for show, theirs in grouped.items():
        facts[show].labels[Label.STATE] |= _states(theirs)
    reduced = with_offer([p.pk for p in performances], now)
    for performance in performances:
        if performance.pk in reduced:
            facts[performance.show_id].labels[Label.TRAIT].add(WITH_OFFER)


def _states(offers: Iterable[Offer]) -> set[str]:
    """What can be done with a show; few only where all that can be had is little."""
    found = {offer.state for offer in offers}
    if "on" in found:
        return {OPEN}
    if "few" in found:
        return {OPEN, FEW}
    if "soon" in found:
        return {SOON}
    return {GONE} if "gone" in found else set()


def _with_accessible_places(
    performances: Iterable[Performance], now: datetime
) -> set[int]:
    """Those with a wheelchair place that can be had now."""
    by_plan: defaultdict[int | None, list[int]] = defaultdict(list)
    for performance in performances:
        by_plan[performance.plan_version_id].append(performance.pk)
    wheelchair = Seat.objects.annotate(is_one=F("flags").bitand(SeatFlag.WHEELCHAIR))
    seats = wheelchair.filter(is_one__gt=0, version__in=by_plan.keys() - {None})
    ids = [
        pk
        for version in seats.values_list("version", flat=True).distinct()
        for pk in by_plan[version]
    ]
    if not ids:
        return set()
    places = Place.objects.filter(performance__in=ids, seat__in=seats).sellable(now)
    return set(places.order_by().values_list("performance", flat=True).distinct())


def _tell_visits(facts: dict[int, Facts], now: datetime) -> None:
    today = now.astimezone(the_house().zone).date()
    rows = ShowDay.objects.filter(
        show__in=facts, day__gt=today - timedelta(days=POPULAR_DAYS)
    )
    for show, people in rows.values_list("show").annotate(people=Sum("people")):
        facts[show].visits = people
