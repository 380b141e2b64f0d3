"""What an engine is given and what it answers, whichever engine it is."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, Protocol

from search.reading import Reading, Strictness, Synonyms
from search.tree import Field, Label, Number, Tree

# Facets that are counted as labels; each at most so many values.
FACETS: Final[Mapping[Label, int]] = {
    Label.KIND: 20,
    Label.CITY: 20,
    Label.VENUE: 20,
    Label.COMPANY: 12,
    Label.PERSON: 12,
    Label.BAND: 10,
    Label.STATE: 6,
    Label.TRAIT: 6,
}


class Group(StrEnum):
    """What is found; editorial pages are one group whatever their kind."""

    SHOW = "show"
    COMPANY = "company"
    PERSON = "person"
    WORK = "work"
    VENUE = "venue"
    CITY = "city"
    PAGE = "page"


@dataclass(frozen=True, slots=True)
class Document:
    """What can be found of one thing, in words that are ready for the engines.

    `key` is its group and its number, `show:12`. `print` is a digest of all the
    rest: two that have the same need no writing.
    """

    key: str
    words: Mapping[Field, str]
    labels: Mapping[Label, tuple[str, ...]]
    numbers: Mapping[Number, tuple[int, ...]]
    print: str


class Sort(StrEnum):
    RELEVANCE = "relevance"
    DATE = "date"
    PRICE = "price"
    POPULARITY = "popularity"


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: a text and, for each facet, what narrows it.

    `narrowed` has one tree for each facet that is chosen: its own counts are taken
    without it. `always` holds for every answer, `windows` are counted only.
    """

    reading: Reading
    always: tuple[Tree, ...] = ()
    narrowed: Mapping[str, Tree] = field(default_factory=dict)
    windows: Mapping[str, Tree] = field(default_factory=dict)
    synonyms: Synonyms = field(default_factory=dict)
    sort: Sort = Sort.RELEVANCE
    first: int = 0
    most: int = 24
    has_facets: bool = True
    strictest: Strictness = Strictness.EXACT
    loosest: Strictness = Strictness.NEAREST


@dataclass(frozen=True, slots=True)
class Hit:
    key: str
    score: float


@dataclass(frozen=True, slots=True)
class Found:
    """The hits of one page, how many there are in all, and the counts of facets.

    Facets and windows may still be counted: to look into them may take a moment, and
    raise EngineDown.
    """

    hits: tuple[Hit, ...]
    count: int
    strictness: Strictness = Strictness.EXACT
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    windows: Mapping[str, int] = field(default_factory=dict)


NOTHING: Final = Found((), 0)


class EngineDown(Exception):
    """The engine does not answer, answers too late, or has no index."""


class NoIndex(EngineDown):
    """Nothing was built yet, or what was built cannot be read."""


class Engine(Protocol):
    """Where documents are kept and found. Every method may raise EngineDown."""

    name: str

    def find(self, question: Question) -> Found:
        """Answer with the strictest reading that finds anything."""

    def write(self, documents: Iterable[Document], gone: Collection[str]) -> None:
        """Take these for those that had their keys, and forget what is gone.

        Only one process at a time may write.
        """

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Make the index anew beside the present one, then answer from it."""

    def prints(self) -> dict[str, str]:
        """The digests of all documents by their keys."""
