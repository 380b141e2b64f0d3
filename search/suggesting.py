"""What is suggested while somebody types: few things, each with a way to it."""

from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice
from typing import Final

from django.http import HttpRequest

from content.selectors import ListedShow
from content.sites import know_site
from search.asked import Asked
from search.finding import find
from search.narrowing import question_of
from search.port import NOTHING, Found, Question
from search.reading import Reading
from search.results.groups import ItemGroup, ask_others, other_groups
from search.results.marks import marker_of
from search.results.shows import FoundShow, Reader, current, found_shows

MOST: Final = 8
MOST_SHOWS: Final = 5
MOST_OF_A_GROUP: Final = 2
# An index may be behind: so many more are asked for than are shown.
SPARE: Final = 3
SHORTEST: Final = 2


@dataclass(frozen=True, slots=True)
class Suggestions:
    """`text` is what was typed; shows are ready rows, groups have links."""

    text: str
    shows: list[FoundShow]
    groups: list[ItemGroup]

    @property
    def count(self) -> int:
        return len(self.shows) + sum(len(group.items) for group in self.groups)

    @property
    def all_url(self) -> str:
        return Asked(text=self.text).url()


def suggestions(text: str, request: HttpRequest, *, now: datetime) -> Suggestions:
    """Shows and what else is called so, eight at most. Raises EngineDown.

    Of a text that is too short for a guess, nothing.
    """
    know_site(request)
    listed, question, found = _ask(text, now)
    if not is_long_enough(question.reading):
        return Suggestions(text, [], [])
    marker = marker_of(question.reading, found.strictness, question.synonyms)
    others = ask_others(Asked(text=text), found if listed else NOTHING)
    shows = found_shows(listed, Reader(request, marker, None, now))
    groups = other_groups(others, request, MOST_OF_A_GROUP)
    return Suggestions(text, shows, _cut(groups, MOST - len(shows)))


def is_long_enough(reading: Reading) -> bool:
    """One Chinese character says enough, of other letters it takes two."""
    return any(part.is_chinese for part in reading.parts) or (
        sum(len(part.text) for part in reading.parts) >= SHORTEST
    )


def _ask(text: str, now: datetime) -> tuple[list[ListedShow], Question, Found]:
    question = replace(
        question_of(Asked(text=text), now=now),
        most=MOST_SHOWS + SPARE,
        has_facets=False,
        windows={},
    )
    if not is_long_enough(question.reading):
        return [], question, NOTHING
    found = find(question)
    ids = [int(hit.key.partition(":")[2]) for hit in found.hits]
    return current(ids, now=now, has_past=False)[:MOST_SHOWS], question, found


def _cut(groups: list[ItemGroup], most: int) -> list[ItemGroup]:
    """The first of each group go before the second of any."""
    counts = [0] * len(groups)
    turns = (
        place
        for number in range(MOST_OF_A_GROUP)
        for place, group in enumerate(groups)
        if number < len(group.items)
    )
    for place in islice(turns, most):
        counts[place] += 1
    return [
        replace(group, items=group.items[:count])
        for group, count in zip(groups, counts, strict=True)
        if count
    ]
