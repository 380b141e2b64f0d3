"""What staff's words find at this moment, beside the form in which they write them."""

from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone
from django.utils.translation import get_language

from search.finding import find
from search.groups import texts_of
from search.models import Promotion, Synonym
from search.port import EngineDown, Found, Question
from search.promoted import promoted_of
from search.reading import Synonyms, read
from search.synonyms import meaning
from search.titles import titles_of

_SHOWN: Final = 5
NO_SYNONYMS: Final[Synonyms] = {}


@dataclass(frozen=True, slots=True)
class Line:
    """A word: how much it finds, how much it did alone, and what comes first."""

    word: str
    count: int
    alone: int | None
    titles: tuple[str, ...]


def of_synonym(synonym: Synonym) -> dict[str, Any]:
    """What each word of the group finds by itself, and with the others."""
    same = meaning([synonym.words])
    try:
        lines = [_both(word, same) for word in texts_of(synonym.words)]
    except EngineDown:
        return {"is_down": True}
    return {"lines": lines, "now": timezone.now()}


def of_promotion(promotion: Promotion) -> dict[str, Any]:
    """What each word finds, and what stands before it."""
    keys = promoted_of([promotion], language=get_language() or "en")
    try:
        lines = [_plain(word) for word in texts_of(promotion.words)]
    except EngineDown:
        return {"is_down": True}
    first = tuple(titles_of(keys).values())
    return {"lines": lines, "first": first, "promotes": True, "now": timezone.now()}


def _both(word: str, same: Synonyms) -> Line:
    alone, together = _found(word, NO_SYNONYMS), _found(word, same)
    return Line(word, together.count, alone.count, _names(together))


def _plain(word: str) -> Line:
    found = _found(word, NO_SYNONYMS)
    return Line(word, found.count, None, _names(found))


def _found(word: str, same: Synonyms) -> Found:
    return find(Question(read(word), synonyms=same, most=_SHOWN, has_facets=False))


def _names(found: Found) -> tuple[str, ...]:
    titles = titles_of(hit.key for hit in found.hits)
    return tuple(titles[hit.key] for hit in found.hits if hit.key in titles)
