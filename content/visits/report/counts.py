"""Sums of visits over some days, each way of looking at them a table."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.conf import settings
from django.db.models import QuerySet, Sum
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.visits.models import NO_PAGE, Device, SiteDay, Source, VisitDay
from ticketing.shows.models import Show

MOST_ROWS: Final = 50


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    people: int
    views: int
    share: int | None = None


@dataclass(frozen=True, slots=True)
class Table:
    title: str
    rows: list[Row]

    @property
    def has_shares(self) -> bool:
        """Its rows are all there is, so that each has a share of the whole."""
        return any(row.share is not None for row in self.rows)


def visits_between(first: date, last: date) -> QuerySet[VisitDay]:
    return VisitDay.objects.filter(day__range=(first, last))


def site_between(first: date, last: date) -> dict[str, Any]:
    days = SiteDay.objects.filter(day__range=(first, last))
    return days.aggregate(
        people=Sum("people", default=0), views=Sum("views", default=0)
    )


def tables(first: date, last: date) -> list[Table]:
    """Sources, languages, devices, shows and pages; seven queries."""
    visits = visits_between(first, last)
    return [
        Table(_("Where people come from"), _by(visits, "source", dict(Source.choices))),
        Table(_("Languages"), _by(visits, "language", dict(settings.LANGUAGES))),
        Table(_("Devices"), _by(visits, "device", dict(Device.choices))),
        Table(_("Shows"), _by_show(visits.exclude(show=None))),
        Table(_("Pages"), _by_page(visits)),
    ]


def _by(visits: QuerySet[VisitDay], way: str, names: dict[Any, Any]) -> list[Row]:
    sums = _sums(visits, way)
    whole = sum(people for _key, people, _views in sums) or 1
    return [
        Row(str(names.get(key, key)), people, views, round(100 * people / whole))
        for key, people, views in sums
    ]


def _sums(visits: QuerySet[VisitDay], way: str) -> list[tuple[Any, int, int]]:
    rows = visits.order_by().values(way)
    rows = rows.annotate(seen=Sum("people"), viewed=Sum("views"))
    return list(rows.order_by("-seen", way).values_list(way, "seen", "viewed"))


def _by_show(visits: QuerySet[VisitDay]) -> list[Row]:
    sums = _sums(visits, "show")[:MOST_ROWS]
    names = Show.objects.in_bulk([key for key, *_rest in sums])
    return [Row(names[key].name, people, views) for key, people, views in sums]


def _by_page(visits: QuerySet[VisitDay]) -> list[Row]:
    sums = _sums(visits, "page")[:MOST_ROWS]
    titles = page_titles({key for key, *_rest in sums})
    return [Row(titles[key], people, views) for key, people, views in sums]


def page_titles(keys: set[int]) -> dict[int, str]:
    """Titles with their language; also of pages that are gone."""
    titles = {key: _("a page that is gone (%(key)s)") % {"key": key} for key in keys}
    pages = Page.objects.filter(pk__in=keys).select_related("locale")
    languages = dict(settings.LANGUAGES)
    for page in pages:
        code = page.locale.language_code
        titles[page.pk] = f"{page.title} ({languages.get(code, code)})"
    return titles | {NO_PAGE: _("hot chart and statistics")}


def lines(first: date, last: date) -> Iterator[tuple[Any, ...]]:
    """Every count as it stands in the house: what the file of the report has."""
    visits = visits_between(first, last).select_related("show")
    titles = page_titles(set(visits.values_list("page", flat=True).distinct()))
    for visit in visits.order_by("day", "page", "language", "source", "device"):
        yield (
            visit.day.isoformat(),
            titles[visit.page],
            visit.show.name if visit.show else "",
            visit.language,
            visit.source,
            visit.device,
            visit.people,
            visit.views,
        )
