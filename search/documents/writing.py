"""Names and texts put into the fields that engines keep."""

import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from search import words
from search.port import Document, Group
from search.tree import Field, Label, Number

# Keeps a phrase from reaching from one name into the next.
BETWEEN: Final = " ¶ "
MOST_OF_A_BODY: Final = 4000
# A name’s own parts are names too: 芭蕾舞剧《天鹅湖》, Faust: Part One.
_PARTS: Final = re.compile(r"[《》〈〉「」『』()（）:：|·•/—–]+")
Labels = Mapping[Label, Iterable[str]]
Numbers = Mapping[Number, Iterable[int]]
Words = Mapping[Field, str]


def document(
    group: Group,
    number: object,
    words_of_it: Words,
    labels: Labels,
    numbers: Numbers,
) -> Document:
    """Put a document together; the same facts give the same print."""
    key = f"{group}:{number}"
    filed: dict[Label, tuple[str, ...]] = {Label.GROUP: (str(group),)}
    filed |= {label: tuple(sorted(set(values))) for label, values in labels.items()}
    counted = {number: tuple(sorted(set(values))) for number, values in numbers.items()}
    digest = blake2b(digest_size=12)
    digest.update(json.dumps([key, words_of_it, filed, counted]).encode())
    return Document(key, words_of_it, filed, counted, digest.hexdigest())


def written(
    names: Iterable[str], more: Iterable[str] = (), body: str = ""
) -> dict[Field, str]:
    """Write a thing’s names, the names about it, and what is told of it."""
    own = [_read(name) for name in dict.fromkeys(names) if name]
    others = [_read(name) for name in dict.fromkeys(more) if name]
    return {
        Field.NAME: BETWEEN.join(part[0] for part in own),
        Field.NAME_WORD: " ".join(part[1] for part in own),
        Field.NAME_WHOLE: " ".join(part[2] for part in own),
        Field.NAME_SOUND: " ".join(part[3] for part in own),
        Field.MORE: BETWEEN.join(part[0] for part in others),
        Field.MORE_WORD: " ".join(part[1] for part in others),
        Field.MORE_SOUND: " ".join(part[3] for part in others),
        Field.BODY: " ".join(words.terms(body[:MOST_OF_A_BODY])) if body else "",
    }


@lru_cache(maxsize=100_000)
def _read(name: str) -> tuple[str, str, str, str]:
    """Its terms, its words as written, it and its parts in one piece, its sounds."""
    pieces = {words.whole(part) for part in (name, *_PARTS.split(name))} - {""}
    return (
        " ".join(words.terms(name)),
        " ".join(words.spellings(name)),
        " ".join(sorted(pieces)),
        " ".join(sorted(words.sounds([name]))),
    )
