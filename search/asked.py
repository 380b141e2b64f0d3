"""What an address of the search asks for, and the addresses that ask."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse

from search.documents.shows import BANDS, FEW, GONE, OPEN, SOON
from search.port import Sort
from search.tree import Label
from search.words import LONGEST

# No facet is chosen more often than this, and no value of one is longer.
MOST_VALUES: Final = 20
LONGEST_VALUE: Final = 100
SHOWS_ON_A_PAGE: Final = 12
# What comes later in a list is looked for with better words.
MOST_PAGES: Final = 500
STATES: Final = (OPEN, FEW, SOON, GONE)
_BANDS: Final = frozenset({"0", *map(str, BANDS)})
_NUMBER: Final = re.compile(r"[1-9][0-9]{0,17}")
_SPACE: Final = re.compile(r"\s+")
Choice = TypeVar("Choice", bound=StrEnum)
# The names of an address, in the order in which it is written.
FACETS: Final[Mapping[str, Label]] = {
    "kind": Label.KIND,
    "city": Label.CITY,
    "venue": Label.VENUE,
    "company": Label.COMPANY,
    "person": Label.PERSON,
    "work": Label.WORK,
    "price": Label.BAND,
    "state": Label.STATE,
}
_BY_NUMBER: Final = (Label.VENUE, Label.COMPANY, Label.PERSON, Label.WORK)


class When(StrEnum):
    """Days from the house's today on."""

    TODAY = "today"
    TOMORROW = "tomorrow"
    WEEKEND = "weekend"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True, slots=True)
class Asked:
    """The address, read; what made no sense is not in it."""

    text: str = ""
    chosen: Mapping[Label, tuple[str, ...]] = field(default_factory=dict)
    when: When | None = None
    first: date | None = None
    last: date | None = None
    is_accessible: bool = False
    has_offer: bool = False
    sort: Sort | None = None
    has_past: bool = False
    page: int = 1

    def values(self, label: Label) -> tuple[str, ...]:
        return self.chosen.get(label, ())

    @property
    def is_plain(self) -> bool:
        """Whether words are asked for and nothing else, from the best one on."""
        is_first = self.page == 1 and self.sort in (None, Sort.RELEVANCE)
        return bool(self.text) and is_first and not (self.is_narrowed or self.has_past)

    @property
    def works(self) -> tuple[str, ...]:
        """A work is chosen by a link alone: it has no boxes."""
        return self.values(Label.WORK)

    @property
    def has_days(self) -> bool:
        return bool(self.when or self.first or self.last)

    @property
    def is_narrowed(self) -> bool:
        """Whether anything but words is asked for."""
        chosen = any(self.chosen.values())
        return chosen or self.has_days or self.is_accessible or self.has_offer

    @property
    def is_empty(self) -> bool:
        return not self.text and not self.is_narrowed

    def with_values(self, label: Label, values: Iterable[str]) -> "Asked":
        return replace(self, chosen={**self.chosen, label: tuple(values)}, page=1)

    def without(self, label: Label, value: str) -> "Asked":
        kept = (one for one in self.values(label) if one != value)
        return self.with_values(label, kept)

    def without_days(self) -> "Asked":
        return replace(self, when=None, first=None, last=None, page=1)

    def words_only(self) -> "Asked":
        """The same words in the same order, narrowed by nothing."""
        return Asked(text=self.text, sort=self.sort)

    def pairs(self) -> list[tuple[str, str]]:
        """The question of the address, without what is not asked."""
        single = {
            "q": self.text,
            "when": self.when or "",
            "from": self.first.isoformat() if self.first else "",
            "until": self.last.isoformat() if self.last else "",
            "accessible": "1" if self.is_accessible else "",
            "offer": "1" if self.has_offer else "",
            "past": "1" if self.has_past else "",
            "sort": self.sort or "",
            "page": str(self.page) if self.page > 1 else "",
        }
        several = [
            (name, value)
            for name, label in FACETS.items()
            for value in self.values(label)
        ]
        return [*several, *((n, v) for n, v in single.items() if v)]

    def url(self) -> str:
        pairs = self.pairs()
        question = f"?{urlencode(pairs)}" if pairs else ""
        return reverse("search:results") + question


def asked_for(query: QueryDict) -> Asked:
    """Read the address. Nonsense is left out, and everything has an end."""
    when = _one_of(When, query.get("when", ""))
    first, last = _days(query) if when is None else (None, None)
    chosen = {
        label: _values(label, query.getlist(name)) for name, label in FACETS.items()
    }
    return Asked(
        text=text_of(query.get("q", "")),
        chosen={label: values for label, values in chosen.items() if values},
        when=when,
        first=first,
        last=last,
        is_accessible=query.get("accessible") == "1",
        has_offer=query.get("offer") == "1",
        sort=_one_of(Sort, query.get("sort", "")),
        has_past=query.get("past") == "1",
        page=_page(query.get("page", "")),
    )


def text_of(typed: str) -> str:
    """What was typed, without what cannot be seen; of a long text the beginning."""
    seen = "".join(c if c.isprintable() else " " for c in typed[: LONGEST * 10])
    return _SPACE.sub(" ", seen).strip()[:LONGEST]


def _values(label: Label, values: Iterable[str]) -> tuple[str, ...]:
    kept = dict.fromkeys(value for value in values if _may_be(label, value))
    return tuple(kept)[:MOST_VALUES]


def _may_be(label: Label, value: str) -> bool:
    if label in _BY_NUMBER:
        return _NUMBER.fullmatch(value) is not None
    if label is Label.BAND:
        return value in _BANDS
    if label is Label.STATE:
        return value in STATES
    return 0 < len(value) <= LONGEST_VALUE and value.isprintable()


def _days(query: QueryDict) -> tuple[date | None, date | None]:
    """From and until; whoever confused them means the days between."""
    first, last = _day(query.get("from", "")), _day(query.get("until", ""))
    if first and last and last < first:
        return last, first
    return first, last


def _day(text: str) -> date | None:
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    # The years about the ends of the calendar overflow when days are added.
    return found if date.min.year < found.year < date.max.year else None


def _one_of(choices: type[Choice], text: str) -> Choice | None:
    return next((choice for choice in choices if choice == text), None)


def _page(text: str) -> int:
    """The number of the page; the last one that there may be for a larger number."""
    if not _NUMBER.fullmatch(text):
        return 1
    return min(int(text), MOST_PAGES)
