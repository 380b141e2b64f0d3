"""The shows of a page of results, as the database has them at this moment."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Final

from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.images.models import Image

from content.cards import ShowCard, comma, performance_url, show_card
from content.catalogue.known import known
from content.models import ShowPage
from content.pictures import POSTER, Picture, picture
from content.selectors import ListedShow, listed_shows, pages_by_show
from content.selectors import performing_companies as with_companies
from ground import dates
from ground.keeping import SECOND, kept, kept_each
from search.documents.shows import findable_of
from search.results.marks import Marker
from search.results.why import Named, Reason, named, reasons_of, told_of
from ticketing.house.models import the_house
from ticketing.shows.models import Performance
from ticketing.shows.sale import sale_state
from ticketing.stock.selectors import Offer

DATES: Final = 3
Days = tuple[date, date]


@dataclass(frozen=True, slots=True)
class NextDate:
    """A date with the way to its seats; `said` is in the reader's words."""

    performance: Performance
    url: str
    # For machines: 2026-11-27T19:30:00+08:00.
    at: str
    said: str


@dataclass(frozen=True, slots=True)
class FoundShow:
    """A card, with what was looked for marked in it."""

    card: ShowCard
    title: SafeString | str
    companies: SafeString | str
    where: str
    dates: list[NextDate]
    is_past: bool
    is_promoted: bool
    poster: Picture | None
    reasons: list[Reason] = field(default_factory=list)
    # A part of the summary or the story; empty where the words stand elsewhere.
    snippet: SafeString | str = ""


def current(ids: Sequence[int], *, now: datetime, has_past: bool) -> list[ListedShow]:
    """Those of these shows that anybody may see now, in their order.

    They are kept for a second, as pages are: many questions find the same shows.
    """
    language = get_language() or "en"
    name = f"search:shows:{language}:{has_past}"

    def build(missing: list[int]) -> dict[int, ListedShow]:
        return _current(missing, now, language, has_past=has_past)

    found = kept_each(name, ids, SECOND, build)
    return [found[pk] for pk in ids if pk in found]


def _current(
    ids: Sequence[int], now: datetime, language: str, *, has_past: bool
) -> dict[int, ListedShow]:
    allowed = {pk for (pk,) in findable_of(ids)}
    wanted = [pk for pk in ids if pk in allowed]
    few_left = the_house().few_left
    coming = listed_shows(wanted, now=now, language=language, few_left=few_left)
    found = {listed.show.pk: listed for listed in coming}
    if has_past and (over := [pk for pk in wanted if pk not in found]):
        found |= _played(over, now)
    return found


def _played(ids: Collection[int], now: datetime) -> dict[int, ListedShow]:
    """Shows that have played, with all of their dates."""
    performances = (
        Performance.objects.public()
        .filter(show__in=ids)
        .with_show_and_venue()
        .order_by("starts_at", "pk")
        .prefetch_related(with_companies())
    )
    played: defaultdict[int, list[Offer]] = defaultdict(list)
    few_left = the_house().few_left
    for one in performances:
        played[one.show_id].append(Offer(one, sale_state(one, now), (), few_left))
    pages = pages_by_show(ids, language=get_language() or "en")
    return {
        pk: ListedShow(offers[0].performance.show, pages.get(pk), tuple(offers))
        for pk, offers in played.items()
    }


def _plays_in_several_cities() -> bool:
    return len({venue.city_en or venue.city_zh_hans for venue in known().venues}) > 1


@dataclass(frozen=True, slots=True)
class Reader:
    """Who looks, at what moment, for which words and days."""

    request: HttpRequest
    marker: Marker
    days: Days | None
    now: datetime
    # The shows that the house recommends.
    promoted: frozenset[int] = frozenset()
    # A house in one city need not say so.
    names_cities: bool = field(default_factory=_plays_in_several_cities)


def found_shows(listed: Sequence[ListedShow], reader: Reader) -> list[FoundShow]:
    """Make a row of each show, and say why it was found.

    Names are looked at as they are written, then as they sound, stories at last.
    """
    rows = [_row(one, reader) for one in listed]
    if not reader.marker.needles:
        return rows
    told = told_of([one.show.pk for one in listed])
    rows = [
        _explained(row, one, told.get(one.show.pk, ()), reader.marker)
        for row, one in zip(rows, listed, strict=True)
    ]
    silent = [row for row in rows if _says_nothing(row)]
    stories = _stories([one.page for one in listed], silent)
    return [_with_story(row, stories, reader.marker) for row in rows]


def _row(listed: ListedShow, reader: Reader) -> FoundShow:
    card = show_card(listed, reader.request)
    return FoundShow(
        card=card,
        title=card.title,
        companies=card.companies,
        where=_where(listed, card, reader),
        dates=_dates(listed, reader),
        is_past=all(p.starts_at <= reader.now for p in listed.performances),
        is_promoted=listed.show.pk in reader.promoted,
        poster=_poster(card.poster),
    )


def _poster(image: Image | None) -> Picture | None:
    """Where its smaller version is; kept as long as the show itself."""
    if image is None:
        return None
    name = f"search:poster:{image.pk}"
    return kept(name, SECOND, lambda: picture(image, POSTER))


def _explained(
    row: FoundShow, listed: ListedShow, told: Collection[Named], marker: Marker
) -> FoundShow:
    card, show = row.card, listed.show
    others = {show.name_en, show.name_zh_hans} - {"", card.title}
    around = [*told, *_around(listed)]
    for by_sound in (False, True):
        title = marker.mark(card.title, by_sound=by_sound)
        companies = marker.mark(card.companies, by_sound=by_sound)
        standing = {card.title, *(card.companies.split(comma()) if companies else ())}
        about = (one for one in around if one.name not in standing)
        rest = _rest(card, marker, is_found=bool(title))
        row = replace(
            row,
            title=title or card.title,
            companies=companies or card.companies,
            reasons=reasons_of(sorted(others), about, rest, by_sound=by_sound),
            snippet=marker.snippet(card.summary) or "",
        )
        if not _says_nothing(row):
            break
    return row


def _rest(card: ShowCard, marker: Marker, *, is_found: bool) -> Marker:
    """A marker of what title and companies do not say; of nothing once they say all."""
    if len(marker.needles) > 1:
        return marker.without(card.title, card.companies)
    return replace(marker, needles=()) if is_found else marker


def _around(listed: ListedShow) -> Iterable[Named]:
    """What kind of show it is, and where it plays."""
    kind = listed.show.kind
    yield named(_("Kind"), kind.name_en, kind.name_zh_hans)
    for hall in {p.hall_id: p.hall for p in listed.performances}.values():
        venue = hall.venue
        yield named(_("Venue"), venue.name_en, venue.name_zh_hans)
        yield named(_("Hall"), hall.name_en, hall.name_zh_hans)
        yield named(_("City"), venue.city_en, venue.city_zh_hans)


def _where(listed: ListedShow, card: ShowCard, reader: Reader) -> str:
    """The halls, and the cities where the house plays in several."""
    if not reader.names_cities:
        return card.where
    cities = dict.fromkeys(p.hall.venue.city for p in listed.performances)
    named = comma().join(city for city in cities if city)
    return f"{card.where} · {named}" if named else card.where


def _dates(listed: ListedShow, reader: Reader) -> list[NextDate]:
    """The next dates, of those days that were asked for."""
    ahead = [p for p in listed.performances if p.starts_at > reader.now]
    if reader.days:
        first, last = reader.days
        ahead = [p for p in ahead if first <= p.local_start.date() <= last]
    return [_next_date(performance) for performance in ahead[:DATES]]


def _next_date(performance: Performance) -> NextDate:
    local = performance.local_start
    if performance.time_is_known:
        said = dates.moment(local, with_weekday=True)
    else:
        said = f"{dates.weekday(local)} {dates.day(local)}"
    return NextDate(performance, performance_url(performance), local.isoformat(), said)


def _says_nothing(row: FoundShow) -> bool:
    is_marked = any(isinstance(text, SafeString) for text in (row.title, row.companies))
    return not (is_marked or row.reasons or row.snippet)


def _stories(
    pages: Iterable[ShowPage | None], rows: Collection[FoundShow]
) -> dict[int, str]:
    """The stories of the pages of these shows, as plain words."""
    shows = {row.card.show.pk for row in rows}
    ids = [page.pk for page in pages if page and page.show_id in shows]
    if not ids:
        return {}
    found = ShowPage.objects.filter(pk__in=ids).values_list("show", "story")
    return {show: " ".join(_words_of(story)) for show, story in found}


def _words_of(story: Any) -> Iterable[str]:
    for block in story:
        yield from block.block.get_searchable_content(block.value)


def _with_story(row: FoundShow, stories: dict[int, str], marker: Marker) -> FoundShow:
    snippet = marker.snippet(stories.get(row.card.show.pk, ""))
    return replace(row, snippet=snippet) if snippet else row
