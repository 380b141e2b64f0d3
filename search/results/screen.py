"""Everything that the page of results says."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import get_language

from content.days import house_today
from content.selectors import ListedShow
from content.sites import know_site
from search.asked import Asked
from search.documents.everything import key_of
from search.finding import find
from search.narrowing import days_of, question_of
from search.port import Found, Group, Question
from search.promoted import promoted
from search.reading import Strictness
from search.results.facets import Titles, facets_of, known_only, titles_of
from search.results.groups import (
    ItemGroup,
    Others,
    ask_others,
    other_groups,
    told_pages,
)
from search.results.links import chips_of, last_page, pages_of, sort_links, title_of
from search.results.marks import Marker, marker_of
from search.results.otherwise import Past, no_result, past_of
from search.results.shows import Reader, current, found_shows
from search.saved.questions import save_url

_TRIES: Final = 3


@dataclass(frozen=True, slots=True)
class Answered:
    """What was asked as far as it made sense, and what the engine said to it."""

    asked: Asked
    question: Question
    found: Found
    known: Titles
    listed: list[ListedShow]
    # What else fits; of the first page alone.
    others: Others | None = None
    # The keys of what the house recommends for these words.
    promoted: tuple[str, ...] = ()

    @property
    def count(self) -> int:
        """All that was found, less what the database does not show any more."""
        found = {hit.key for hit in self.found.hits}
        shown = {key_of(Group.SHOW, one.show.pk) for one in self.listed}
        return max(self.found.count - len(found - shown), len(shown))

    @property
    def is_near(self) -> bool:
        """Nothing is as it was written; what was found comes close."""
        return bool(self.count) and self.found.strictness > Strictness.EXACT

    @property
    def marker(self) -> Marker:
        question = self.question
        return marker_of(question.reading, self.found.strictness, question.synonyms)


def answer(asked: Asked, *, now: datetime) -> Answered:
    """Ask the engines and look at the database. Raises EngineDown.

    Names that nobody may see, and pages behind the last one, are asked once more
    without them.
    """
    answered = _answer(asked, now)
    for _try in range(_TRIES):
        sensible = _sensible(answered)
        if sensible == answered.asked:
            break
        answered = _answer(sensible, now)
    return answered


def _answer(asked: Asked, now: datetime) -> Answered:
    """Look at the database while the engines still count, and ask for the rest."""
    question = question_of(asked, now=now)
    found = find(question)
    others = ask_others(asked, found) if asked.page == 1 else None
    first = _promoted(asked, now)
    keys = dict.fromkeys((*first, *(hit.key for hit in found.hits)))
    listed = current(_shows(keys), now=now, has_past=asked.has_past)
    known = titles_of(asked, found)
    return Answered(asked, question, found, known, listed, others, first)


def _promoted(asked: Asked, now: datetime) -> tuple[str, ...]:
    """What the house recommends, to those who ask for nothing but words."""
    if not asked.is_plain:
        return ()
    return promoted(asked.text, language=get_language() or "en", now=now)


def _shows(keys: Iterable[str]) -> list[int]:
    parted = (key.partition(":") for key in keys)
    return [int(number) for group, _sign, number in parted if group == Group.SHOW]


def _sensible(answered: Answered) -> Asked:
    asked, found = answered.asked, answered.found
    sensible = known_only(asked, answered.known)
    if sensible == asked and found.count and not found.hits:
        return replace(asked, page=last_page(found.count))
    return sensible


def results_screen(
    asked: Asked, request: HttpRequest, *, now: datetime
) -> dict[str, Any]:
    """Tell what was found, and how to go on. Raises EngineDown."""
    know_site(request)
    answered = answer(asked, now=now)
    asked, known = answered.asked, answered.known
    days = days_of(asked, house_today(now))
    first = _shows(answered.promoted)
    reader = Reader(request, answered.marker, days, now, frozenset(first))
    return {
        "asked": asked,
        "title": title_of(asked, known),
        "shows": found_shows(answered.listed, reader),
        "count": answered.count,
        "strictness": answered.found.strictness,
        "is_near": answered.is_near,
        "is_wordless": bool(asked.text) and not answered.question.reading.parts,
        "facets": facets_of(asked, answered.found, known),
        "chips": chips_of(asked, known),
        "clear_url": asked.words_only().url(),
        "sorts": sort_links(asked),
        "pages": pages_of(asked, answered.found.count),
        "recommended": told_pages(answered.promoted, request),
        "groups": _groups(answered, request),
        "past": _past(answered, now),
        "otherwise": None if answered.count else no_result(asked, known, request, now),
        "tell_url": save_url(asked),
    }


def _groups(answered: Answered, request: HttpRequest) -> list[ItemGroup]:
    return other_groups(answered.others, request) if answered.others else []


def _past(answered: Answered, now: datetime) -> Past | None:
    """What has played is told of where nothing that comes fits well."""
    if answered.asked.has_past or (answered.count and not answered.is_near):
        return None
    return past_of(answered.asked, is_exact=bool(answered.count), now=now)
