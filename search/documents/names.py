"""Those whom a show is by and where it plays: found because a show names them."""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import datetime
from typing import Any, Final

from django.db.models import Max, Min, Model, Q, QuerySet

from search.documents.shows import NO_DATE, findable_shows
from search.documents.writing import document, written
from search.port import Document, Group
from search.tree import Number
from ticketing.shows.models import (
    Company,
    Credit,
    Performance,
    Person,
    ShowCompany,
    Work,
)
from ticketing.venues.models import Venue

Rows = QuerySet[Any]


def _companies() -> Rows:
    shows = findable_shows().values("pk")
    on_bills = ShowCompany.objects.filter(show__in=shows).values("company")
    credited = Credit.objects.filter(show__in=shows).values("company")
    return Company.objects.filter(Q(pk__in=on_bills) | Q(pk__in=credited))


def _people() -> Rows:
    shows = findable_shows().values("pk")
    credited = Credit.objects.filter(show__in=shows, person__isnull=False)
    wrote = Work.objects.filter(shows__in=shows, creator__isnull=False)
    return Person.objects.filter(
        Q(pk__in=credited.values("person")) | Q(pk__in=wrote.values("creator"))
    )


def _works() -> Rows:
    played = Work.objects.filter(shows__in=findable_shows().values("pk"))
    return Work.objects.filter(pk__in=played.values("pk"))


def _venues() -> Rows:
    playing = Performance.objects.filter(show__in=findable_shows().values("pk"))
    return Venue.objects.filter(pk__in=playing.values("hall__venue"))


NAMED: Final[Mapping[Group, Callable[[], Rows]]] = {
    Group.COMPANY: _companies,
    Group.PERSON: _people,
    Group.WORK: _works,
    Group.VENUE: _venues,
}
# From a performance to the things of each group; the ways are asked one by one.
_WAYS: Final[Mapping[Group, tuple[str, ...]]] = {
    Group.COMPANY: ("show__show_companies__company", "show__credits__company"),
    Group.PERSON: ("show__credits__person", "show__programme__work__creator"),
    Group.WORK: ("show__programme__work",),
    Group.VENUE: ("hall__venue",),
}


def named_documents(
    group: Group, ids: Collection[int], *, now: datetime
) -> Iterator[Document]:
    """Documents of those companies, people, works or venues that a show names."""
    rows = NAMED[group]().filter(pk__in=ids).order_by("pk")
    if group is Group.WORK:
        rows = rows.select_related("creator")
    dates = _dates(group, ids, now)
    for row in rows:
        first, last = dates.get(row.pk, (NO_DATE, 0))
        told = written((row.name_en, row.name_zh_hans), _more(row))
        numbers = {Number.NEXT: (first,), Number.LAST: (last,)}
        yield document(group, row.pk, told, {}, numbers)


def _more(row: Model) -> tuple[str, ...]:
    if isinstance(row, Work) and row.creator:
        return (row.creator.name_en, row.creator.name_zh_hans)
    if isinstance(row, Venue):
        return (row.city_en, row.city_zh_hans)
    return ()


def _dates(
    group: Group, ids: Collection[int], now: datetime
) -> dict[int, tuple[int, int]]:
    """When something of each plays next, and when for the last time; in minutes."""
    found: dict[int, tuple[int, int]] = {}
    for way in _WAYS[group]:
        rows = (
            Performance.objects.public()
            .filter(**{f"{way}__in": ids})
            .order_by()
            .values(way)
            .annotate(
                first=Min("starts_at", filter=Q(starts_at__gt=now, cancelled_at=None)),
                last=Max("starts_at"),
            )
        )
        for row in rows:
            first, last = _minute(row["first"], NO_DATE), _minute(row["last"], 0)
            before = found.get(row[way], (NO_DATE, 0))
            found[row[way]] = (min(before[0], first), max(before[1], last))
    return found


def _minute(moment: datetime | None, otherwise: int) -> int:
    return int(moment.timestamp() // 60) if moment else otherwise


def city_keys() -> list[str]:
    """The cities of the venues that can be found, as facets name them."""
    rows = _venues().values_list("city_en", "city_zh_hans").order_by()
    return sorted({en or zh for en, zh in rows} - {""})


def city_documents(keys: Collection[str]) -> Iterator[Document]:
    """Documents of these cities; each is filed under the name that facets use."""
    rows = _venues().values_list("city_en", "city_zh_hans").order_by().distinct()
    names: dict[str, set[str]] = {}
    for en, zh in rows:
        if (en or zh) in keys:
            names.setdefault(en or zh, set()).update({en, zh} - {""})
    for key in sorted(names):
        yield document(Group.CITY, key, written(sorted(names[key])), {}, {})
