"""What is found besides shows, in groups: people, companies, works, places, pages."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page

from content.sites import know_site
from content.venue_pages.selectors import venue_urls
from ground.compiled import compiled
from ground.keeping import SECOND, kept_each
from ground.names import in_language
from search.asked import Asked
from search.beside import ask_beside
from search.documents.pages import KINDS, findable_pages
from search.finding import find
from search.narrowing import others_of
from search.port import NOTHING, Found, Group, Hit, Question
from search.reading import Strictness
from search.results.marks import Marker, marker_of
from search.results.names import names_of, said_of
from search.tree import Label
from ticketing.shows.models import Work
from ticketing.venues.models import Venue

# So many hits are parted into groups, each of so many at most.
ASKED: Final = 40
MOST_OF_A_GROUP: Final = 4
ORDER: Final = (
    Group.PERSON,
    Group.COMPANY,
    Group.WORK,
    Group.VENUE,
    Group.CITY,
    Group.PAGE,
)


@dataclass(frozen=True, slots=True)
class Item:
    """`about` says more: whose work, which city, what kind of page."""

    title: str
    marked: SafeString | str
    url: str
    about: str = ""


@dataclass(frozen=True, slots=True)
class ItemGroup:
    group: Group
    title: str
    items: list[Item]


def group_titles() -> dict[Group, str]:
    return {
        Group.SHOW: _("Shows"),
        Group.PERSON: _("People"),
        Group.COMPANY: _("Companies"),
        Group.WORK: _("Works"),
        Group.VENUE: _("Venues"),
        Group.CITY: _("Cities"),
        Group.PAGE: _("Pages"),
    }


def kind_titles() -> dict[str, str]:
    """What editorial pages are, in the singular."""
    return {
        "announcement": _("Announcement"),
        "news": _("News"),
        "special": _("Special"),
        "gallery": _("Gallery"),
        "page": _("Page"),
    }


@dataclass(frozen=True, slots=True)
class Others:
    """What was asked for besides shows; the answer may still be on its way."""

    question: Question
    answer: Callable[[], Found]


def ask_others(asked: Asked, found: Found) -> Others:
    """Ask once for all that is no show, no further from the words than shows are."""
    loosest = found.strictness if found.count else Strictness.NEAREST
    question = others_of(
        asked, language=get_language() or "en", most=ASKED, loosest=loosest
    )
    if not question.reading.parts:
        return Others(question, lambda: NOTHING)
    return Others(question, ask_beside(partial(find, question)))


def other_groups(
    others: Others, request: HttpRequest, most: int = MOST_OF_A_GROUP
) -> list[ItemGroup]:
    """Tell the first few of each group of what was found besides shows.

    Raises EngineDown. What nobody may see any more is left out.
    """
    question, found = others.question, others.answer()
    marker = marker_of(question.reading, found.strictness, question.synonyms)
    parted = _parted(found.hits, most)
    titles = group_titles()
    groups = [
        ItemGroup(group, titles[group], _items(group, parted[group], request, marker))
        for group in ORDER
        if parted.get(group)
    ]
    return [group for group in groups if group.items]


def _parted(hits: Collection[Hit], most: int) -> dict[Group, list[str]]:
    parted: defaultdict[Group, list[str]] = defaultdict(list)
    for hit in hits:
        group, _sign, number = hit.key.partition(":")
        if len(parted[Group(group)]) < most:
            parted[Group(group)].append(number)
    return parted


def _items(
    group: Group, numbers: list[str], request: HttpRequest, marker: Marker
) -> list[Item]:
    told = _TOLD[group](numbers, request)
    items = [told[number] for number in numbers if number in told]
    return [Item(one[0], _marked(one[0], marker), one[1], one[2]) for one in items]


def _marked(title: str, marker: Marker) -> SafeString | str:
    return marker.mark(title) or title


# Title, address, and what else is said of it; by number.
Told = dict[str, tuple[str, str, str]]


def _people(numbers: list[str], _request: HttpRequest) -> Told:
    found = names_of(Label.PERSON, numbers)
    return {n: (name, narrowed_url(Label.PERSON, n), "") for n, name in found.items()}


def _companies(numbers: list[str], _request: HttpRequest) -> Told:
    found = names_of(Label.COMPANY, numbers)
    return {n: (name, narrowed_url(Label.COMPANY, n), "") for n, name in found.items()}


def _works(numbers: list[str], _request: HttpRequest) -> Told:
    return {
        number: (
            in_language(en, zh),
            narrowed_url(Label.WORK, number),
            in_language(by_en, by_zh),
        )
        for number, (en, zh, by_en, by_zh) in said_of(Work, numbers).items()
    }


def _venues(numbers: list[str], _request: HttpRequest) -> Told:
    """To the venue's page, or to what plays there."""
    urls = venue_urls()
    return {
        number: (
            in_language(en, zh),
            urls.get(int(number)) or narrowed_url(Label.VENUE, number),
            in_language(city_en, city_zh),
        )
        for number, (en, zh, city_en, city_zh) in said_of(Venue, numbers).items()
    }


def _cities(numbers: list[str], _request: HttpRequest) -> Told:
    found = names_of(Label.CITY, numbers)
    return {n: (name, narrowed_url(Label.CITY, n), "") for n, name in found.items()}


def _pages(numbers: list[str], request: HttpRequest) -> Told:
    """Pages as they are at most a second ago; their addresses hang on the host."""

    def build(ids: list[int]) -> Mapping[int, tuple[str, str, str]]:
        return dict(_read_pages(ids, request))

    name = f"search:pages:{request.get_host()}:{get_language()}"
    ids = [int(number) for number in numbers]
    found = kept_each(name, ids, SECOND, build)
    return {str(pk): told for pk, told in found.items()}


def _read_pages(
    ids: list[int], request: HttpRequest
) -> Iterator[tuple[int, tuple[str, str, str]]]:
    know_site(request)
    titles = kind_titles()
    kinds: dict[Any, str] = {model: titles[kind] for kind, model in KINDS.items()}
    for page in _pages_with(ids):
        kind = kinds.get(page.cached_content_type.model_class(), "")
        if url := page.get_url(request):
            yield page.pk, (page.title, url, kind)


@compiled
def _pages_with(ids: list[int]) -> QuerySet[Page]:
    pages: QuerySet[Page] = findable_pages().filter(pk__in=ids)
    return pages.select_related("locale")


def told_pages(keys: Iterable[str], request: HttpRequest) -> list[Item]:
    """The pages among these keys, in their order."""
    parted = (key.partition(":") for key in keys)
    numbers = [number for group, _sign, number in parted if group == Group.PAGE]
    told = _pages(numbers, request) if numbers else {}
    found = [told[number] for number in numbers if number in told]
    return [Item(title, title, url, kind) for title, url, kind in found]


def narrowed_url(label: Label, value: str) -> str:
    """The address of the shows under that label."""
    return Asked(chosen={label: (value,)}).url()


_TOLD: Final[Mapping[Group, Callable[[list[str], HttpRequest], Told]]] = {
    Group.PERSON: _people,
    Group.COMPANY: _companies,
    Group.WORK: _works,
    Group.VENUE: _venues,
    Group.CITY: _cities,
    Group.PAGE: _pages,
}
