"""The ways from one page of results to the next: chips, orders, pages."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from django.core.paginator import Paginator
from django.utils.translation import gettext as _

from content.filters import FilterLink
from content.paging import PageLink, page_links
from ground import dates
from search.asked import FACETS, MOST_PAGES, SHOWS_ON_A_PAGE, Asked
from search.documents.shows import ACCESSIBLE, WITH_OFFER
from search.port import Sort
from search.results.facets import Titles, trait_titles, when_titles
from search.tree import Label

NAMING: Final = (Label.PERSON, Label.COMPANY, Label.WORK)


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that was chosen, and the question without it."""

    title: str
    without: Asked

    @property
    def url(self) -> str:
        return self.without.url()


def chips_of(asked: Asked, known: Titles) -> list[Chip]:
    """All that narrows the results, in the order of the address."""
    return [*_labels(asked, known), *_days(asked), *_traits(asked)]


def _labels(asked: Asked, known: Titles) -> Iterator[Chip]:
    for label in FACETS.values():
        for value in asked.values(label):
            yield Chip(known[label][value], asked.without(label, value))


def _days(asked: Asked) -> Iterator[Chip]:
    if asked.when:
        yield Chip(when_titles()[asked.when], asked.without_days())
    elif asked.first and asked.last:
        title = dates.span(asked.first, asked.last, year=True)
        yield Chip(title, asked.without_days())
    elif day := asked.first or asked.last:
        said = dates.day(day, year=True)
        title = _("From %(day)s") if asked.first else _("Until %(day)s")
        yield Chip(title % {"day": said}, asked.without_days())


def _traits(asked: Asked) -> Iterator[Chip]:
    titles = trait_titles()
    if asked.is_accessible:
        without = replace(asked, is_accessible=False, page=1)
        yield Chip(titles[ACCESSIBLE], without)
    if asked.has_offer:
        yield Chip(titles[WITH_OFFER], replace(asked, has_offer=False, page=1))
    if asked.has_past:
        yield Chip(_("Past shows too"), replace(asked, has_past=False, page=1))


def title_of(asked: Asked, known: Titles) -> str:
    """What the page is called: by its words, or by whom or where it is narrowed to."""
    if asked.text:
        return _("“%(text)s”") % {"text": asked.text}
    for label in NAMING:
        if names := [known[label][value] for value in asked.values(label)]:
            return _("Shows with %(name)s") % {"name": names[0]}
    if cities := [known[Label.CITY][value] for value in asked.values(Label.CITY)]:
        return _("Shows in %(city)s") % {"city": cities[0]}
    return _("Find a show")


def sort_links(asked: Asked) -> list[FilterLink]:
    """By relevance only where there are words to be relevant to."""
    titles = {
        Sort.RELEVANCE: _("Best match"),
        Sort.DATE: _("Date"),
        Sort.PRICE: _("Price"),
        Sort.POPULARITY: _("Most viewed"),
    }
    if not asked.text:
        del titles[Sort.RELEVANCE]
    usual = next(iter(titles))
    current = asked.sort if asked.sort in titles else usual
    return [
        FilterLink(
            title,
            replace(asked, sort=None if sort == usual else sort, page=1).url(),
            is_current=sort == current,
        )
        for sort, title in titles.items()
    ]


def pages_of(asked: Asked, count: int) -> list[PageLink]:
    """Links to the pages there are, up to the last one that may be asked for."""
    rows = range(min(count, MOST_PAGES * SHOWS_ON_A_PAGE))
    shown = Paginator(rows, SHOWS_ON_A_PAGE).get_page(asked.page)
    numbers = shown.paginator.get_elided_page_range(shown.number, on_ends=1)
    return page_links(shown, lambda n: replace(asked, page=n).url(), numbers)


def last_page(count: int) -> int:
    return min(max(-(-count // SHOWS_ON_A_PAGE), 1), MOST_PAGES)
