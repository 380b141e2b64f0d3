"""Announcements and news of the demo house, in both languages.

They have the pictures of the shows that they are about.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.db import transaction
from wagtail.models import Page

from content.announcements.models import (
    AnnouncementIndexPage,
    AnnouncementPage,
    AnnouncementPerformance,
    AnnouncementShow,
)
from content.days import house_today
from content.news.models import (
    Author,
    Category,
    NewsAuthor,
    NewsIndexPage,
    NewsPage,
    NewsShow,
)
from content.services import story_of
from content.visits.models import VisitDay
from ground.names import CHINESE, ENGLISH
from starter.demo.loading.frame import SOURCE
from starter.demo.loading.pages import introduce, publish_below
from starter.demo.loading.readers import load_readers
from starter.demo.reading import Record, read_record
from ticketing.shows.models import Performance, Show

FILE: Final = "editorial.json"
INTROS: Final = {
    AnnouncementIndexPage: {
        ENGLISH: "What has changed, and what you do now.",
        CHINESE: "哪些有变，您该怎么办。",
    },
    NewsIndexPage: {
        ENGLISH: "From rehearsal rooms, workshops and the back of the hall.",
        CHINESE: "来自排练厅、工坊和观众席最后一排。",
    },
}


@dataclass(frozen=True, slots=True)
class Loading:
    """Where the words go: below which page, in which language, from which day."""

    index: Any
    language: str
    today: date
    shows: dict[str, Show]

    def said(self, record: Record, key: str) -> str:
        return record.said(key, self.language)

    def listed(self, record: Record, key: str) -> list[str]:
        name = "zh_hans" if self.language == CHINESE else "en"
        return [str(text) for text in record.record(key).items(name)]

    def day(self, record: Record) -> date:
        return self.today - timedelta(days=record.number("days_ago"))

    def about(self, record: Record) -> list[Show]:
        slugs = record.items("shows", [])
        return [self.shows[slug] for slug in slugs if slug in self.shows]


def load_editorial(*, now: datetime) -> int:
    """Publish what is missing; return how many pages were made."""
    told = read_record(FILE)
    shows = {show.source_code: show for show in Show.objects.filter(source=SOURCE)}
    today, made = house_today(now), 0
    for language in (ENGLISH, CHINESE):
        for model, key, make in (
            (AnnouncementIndexPage, "announcements", _announcement),
            (NewsIndexPage, "news", _story),
        ):
            index = model.objects.filter(locale__language_code=language).first()
            if index is None:
                continue
            introduce(index, INTROS[model][language])
            loading = Loading(index, language, today, shows)
            made += _load(_records(told, key), loading, told, make)
    unread = NewsPage.objects.exclude(pk__in=VisitDay.objects.values("page"))
    load_readers(unread.filter(slug__in=_slugs(told)), today=today)
    return made


def _slugs(told: Record) -> list[str]:
    return [record.text("slug") for record in _records(told, "news")]


def _records(told: Record, key: str) -> list[Record]:
    return [Record(one, f"{key}[{n}]") for n, one in enumerate(told.items(key))]


@transaction.atomic
def _load(records: Sequence[Record], loading: Loading, told: Record, make: Any) -> int:
    there = set(loading.index.get_children().values_list("slug", flat=True))
    missing = [one for one in records if one.text("slug") not in there]
    # The oldest first: what was made last is the newest of its day.
    for record in reversed(missing):
        _publish(make(record, loading, told), record, loading)
    return len(missing)


def _publish(page: Any, record: Record, loading: Loading) -> None:
    page.slug = record.text("slug")
    other = type(page).objects.filter(slug=page.slug).first()
    publish_below(loading.index, page, like=other)


def _announcement(record: Record, loading: Loading, _told: Record) -> Page:
    day = loading.day(record)
    stays = record.number_or_none("leaves_in")
    page = AnnouncementPage(
        title=loading.said(record, "title"),
        kind=record.text("kind"),
        summary=loading.said(record, "summary"),
        urgent=bool(record.raw("urgent", None)),
        appears_on=day,
        leaves_on=None if stays is None else day + timedelta(days=stays),
        body=story_of(loading.listed(record, "text")),
    )
    page.shows = [AnnouncementShow(show=show) for show in loading.about(record)]
    page.performances = [
        AnnouncementPerformance(performance=one) for one in _dates(record)
    ]
    return page


def _dates(record: Record) -> list[Performance]:
    """The performances that stand on that day of the repertoire."""
    found = [
        Performance.objects.filter(
            show__source=SOURCE,
            show__source_code=slug,
            source_code__startswith=f"{n:+d} ",
        ).first()
        for slug, n in record.items("dates", [])
    ]
    return [performance for performance in found if performance is not None]


def _story(record: Record, loading: Loading, told: Record) -> Page:
    page = NewsPage(
        title=loading.said(record, "title"),
        lead=loading.said(record, "lead"),
        date=loading.day(record),
        category=_category(told, record.text("category")),
        body=_body(record, loading),
    )
    page.shows = [NewsShow(show=show) for show in loading.about(record)]
    page.authors = [
        NewsAuthor(author=_author(told, slug)) for slug in record.items("authors")
    ]
    page.tags.add(*loading.listed(record, "tags"))
    return page


def _body(record: Record, loading: Loading) -> list[tuple[str, Any]]:
    """The first paragraph, then the heading, the others, and a quotation between."""
    first, *others = story_of(loading.listed(record, "text"))
    body = [first, ("heading", loading.said(record, "heading")), *others]
    if record.raw("quote", None):
        quote = record.record("quote")
        said = {name: loading.said(quote, name) for name in ("text", "source")}
        body.insert(-1, ("quote", said))
    return body


def _category(told: Record, slug: str) -> Category:
    record = told.record("categories")
    name = record.words(slug)
    position = [key for key, _value in record.entries()].index(slug)
    return Category.objects.get_or_create(
        slug=slug,
        defaults={
            "name_en": name.en,
            "name_zh_hans": name.zh_hans,
            "position": position,
        },
    )[0]


def _author(told: Record, slug: str) -> Author:
    record = told.record("authors").record(slug)
    name, role = record.words("name"), record.words("role")
    return Author.objects.get_or_create(
        name_en=name.en,
        defaults={
            "name_zh_hans": name.zh_hans,
            "role_en": role.en,
            "role_zh_hans": role.zh_hans,
        },
    )[0]
