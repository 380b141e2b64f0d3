"""Ways on from a search that found nothing, or nothing that is still to come."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.cards import ShowCard, show_card
from content.selectors import listed_shows
from content.visits.chart import Period, hot_chart
from ground.keeping import kept
from search.asked import Asked
from search.finding import find
from search.narrowing import SHOWS_ONLY, minute_of, question_of
from search.port import Question
from search.reading import Strictness
from search.results.facets import Titles
from search.results.links import Chip, chips_of
from search.tree import Between, Label, Number
from ticketing.house.models import the_house

MOST_LOOSER: Final = 8
MOST_POPULAR: Final = 4
# Visits are counted every few seconds; what they come to costs a look at all shows.
POPULAR_SECONDS: Final = 10
# What nothing that has played is under any more.
_OF_COMING: Final = (Label.CITY, Label.VENUE, Label.BAND, Label.STATE)


@dataclass(frozen=True, slots=True)
class Past:
    """How many shows that have played fit, and where they are listed."""

    count: int
    url: str


@dataclass(frozen=True, slots=True)
class Looser:
    """The question without one thing, and how many shows that finds."""

    title: str
    url: str
    count: int


@dataclass(frozen=True, slots=True)
class Otherwise:
    looser: list[Looser]
    popular: list[ShowCard]


def past_of(asked: Asked, *, is_exact: bool, now: datetime) -> Past | None:
    """Count what has played; by its very name where something else comes close."""
    chosen: dict[Label, tuple[str, ...]]
    chosen = {k: v for k, v in asked.chosen.items() if k not in _OF_COMING}
    before = Asked(text=asked.text, chosen=chosen, has_past=True)
    question = replace(
        question_of(before, now=now),
        always=(SHOWS_ONLY, Between(Number.LAST, high=minute_of(now))),
        loosest=Strictness.EXACT if is_exact else Strictness.NEAREST,
    )
    count = _count(question)
    return Past(count, before.url()) if count else None


def no_result(
    asked: Asked, known: Titles, request: HttpRequest, now: datetime
) -> Otherwise:
    """What would be found with less asked for, and what others look at."""
    chips = chips_of(asked, known)
    if asked.text and chips:
        title = _("“%(text)s”") % {"text": asked.text}
        chips.insert(0, Chip(title, replace(asked, text="", page=1)))
    looser = [_looser(chip, now) for chip in chips[:MOST_LOOSER]]
    return Otherwise([one for one in looser if one.count], _popular(request, now))


def _looser(chip: Chip, now: datetime) -> Looser:
    return Looser(chip.title, chip.url, _count(question_of(chip.without, now=now)))


def _count(question: Question) -> int:
    return find(replace(question, most=1, has_facets=False, windows={})).count


def _most_visited(now: datetime) -> list[int]:
    ranks = hot_chart(Period.WEEK, now=now, most=MOST_POPULAR).ranks
    return [rank.show_id for rank in ranks]


def _popular(request: HttpRequest, now: datetime) -> list[ShowCard]:
    listed = listed_shows(
        kept("search:popular", POPULAR_SECONDS, lambda: _most_visited(now)),
        now=now,
        language=get_language() or "en",
        few_left=the_house().few_left,
    )
    return [show_card(one, request) for one in listed]
