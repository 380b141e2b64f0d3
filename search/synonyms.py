"""What staff say means the same, as every question takes it."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from ground.keeping import kept
from search.groups import texts_of
from search.models import Synonym
from search.reading import Synonyms

# A change by staff is seen by every process so soon; no index is made anew.
SECONDS: Final = 3


def synonyms() -> Synonyms:
    """What each word also means; at most three seconds old, one query."""
    return kept("search-synonyms", SECONDS, _read)


def _read() -> Synonyms:
    return meaning(Synonym.objects.order_by("pk").values_list("words", flat=True))


def meaning(groups: Iterable[str]) -> Synonyms:
    """From groups of words to the others of each word; of several groups, of all."""
    others: defaultdict[str, dict[str, None]] = defaultdict(dict)
    for group in groups:
        texts = texts_of(group)
        for text in texts:
            others[text] |= dict.fromkeys(other for other in texts if other != text)
    return {text: tuple(found) for text, found in others.items() if found}
