"""What somebody typed, read as questions: a strict one, then more forgiving ones."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final

from search import words
from search.tree import All, Best, Field, Near, Phrase, Prefix, Some, Term, Tree

MOST_WORDS: Final = 12
TWO: Final = 2
# From so many letters on, one and two mistakes are forgiven.
ONE_MISTAKE: Final = 4
TWO_MISTAKES: Final = 8
# What is typed without Chinese may be its sound from so many letters on.
SHORTEST_SOUND: Final = 2
_QUOTED: Final = re.compile(r'["“”„«»「」『』]([^"“”„«»「」『』]*)["“”„«»「」『』]')
# Words that may be missing: they say nothing, and titles leave them out.
_SMALL: Final = "a an and are at by for from in into is it of on or the to with"
STOP_WORDS: Final = frozenset(_SMALL.split())


class Strictness(IntEnum):
    """How far a find may be from what was typed."""

    EXACT = 0
    FORGIVING = 1
    NEAREST = 2


@dataclass(frozen=True, slots=True)
class Part:
    """A word, an unbroken run of Chinese, or a phrase in quotation marks."""

    text: str
    is_quoted: bool = False

    @property
    def is_chinese(self) -> bool:
        return words.is_chinese(self.text)

    @property
    def may_be_missing(self) -> bool:
        return not self.is_quoted and self.text in STOP_WORDS


@dataclass(frozen=True, slots=True)
class Reading:
    """What was typed, cut into parts; empty where nothing can be looked for."""

    parts: tuple[Part, ...]
    whole: str

    @property
    def needed(self) -> tuple[Part, ...]:
        """The parts that say something; all of them where none does."""
        return tuple(p for p in self.parts if not p.may_be_missing) or self.parts

    @property
    def said(self) -> str:
        """The same for all who mean the same words: what synonyms are known by."""
        return " ".join(part.text for part in self.needed)

    def tree(
        self, strictness: Strictness, same: "Synonyms | None" = None
    ) -> Tree | None:
        """Ask with this strictness; None where nothing was typed."""
        if not self.parts:
            return None
        last = self.parts[-1]
        asked = tuple(
            _said_together(said, strictness, same or {}, is_last=said[-1] is last)
            for said in _as_known(self.needed, same or {})
        )
        better: tuple[Tree, ...] = (Term(Field.NAME_WHOLE, self.whole, 30.0),)
        if len(self.parts) > 1:
            sound = self.whole if self.whole.isascii() else ""
            better += (Term(Field.NAME_SOUND, sound, 20.0),) if sound else ()
        if strictness < Strictness.NEAREST or len(asked) == 1:
            return _joined(self, asked, better)
        return All((Some(asked, least=max(1, (len(asked) + 1) // 2)),), better)


Synonyms = Mapping[str, Sequence[str]]


def _joined(
    reading: Reading, asked: tuple[Tree, ...], better: tuple[Tree, ...]
) -> Tree:
    """All of the parts, or the whole as one word: “tian e hu”, “green sleeves”."""
    one = All(asked, better)
    if len(reading.parts) == 1 or any(p.is_quoted for p in reading.parts):
        return one
    together: tuple[Tree, ...] = (Term(Field.NAME_WHOLE, reading.whole, 10.0),)
    if reading.whole.isascii():
        together += (
            Prefix(Field.NAME_SOUND, reading.whole, 10.0),
            Term(Field.NAME_WORD, reading.whole, 4.0),
        )
    return Best((one, *together))


def read(text: str) -> Reading:
    """Read what was typed; of a long text only the beginning."""
    text = text[: words.LONGEST]
    parts: list[Part] = []
    rest = 0
    for quoted in _QUOTED.finditer(text):
        parts += _plain(text[rest : quoted.start()])
        if inner := " ".join(words.runs(words.folded(quoted[1]))):
            parts.append(Part(inner, is_quoted=True))
        rest = quoted.end()
    parts += _plain(text[rest:])
    return Reading(tuple(parts[:MOST_WORDS]), words.whole(text))


def _plain(text: str) -> list[Part]:
    return [Part(run) for run in words.runs(words.folded(text))]


def _as_known(parts: tuple[Part, ...], same: Synonyms) -> Iterator[tuple[Part, ...]]:
    """Single parts, and those that the house knows as one word: “swan lake”."""
    rest = parts
    while rest:
        longest = next(
            (n for n in range(len(rest), 1, -1) if _text(rest[:n]) in same), 1
        )
        yield rest[:longest]
        rest = rest[longest:]


def _text(parts: tuple[Part, ...]) -> str:
    # What stands in quotation marks means just that.
    return "" if any(p.is_quoted for p in parts) else " ".join(p.text for p in parts)


def _said_together(
    said: tuple[Part, ...], strictness: Strictness, same: Synonyms, *, is_last: bool
) -> Tree:
    if len(said) == 1:
        return _asked(said[0], strictness, same, is_last=is_last)
    last = said[-1] if is_last else None
    each = tuple(_asked(p, strictness, same, is_last=p is last) for p in said)
    return Best((All(each), *(_meant(other) for other in same[_text(said)])))


def _asked(
    part: Part, strictness: Strictness, same: Synonyms, *, is_last: bool = False
) -> Tree:
    if part.is_quoted:
        return _phrase(part.text)
    if part.is_chinese:
        found = _chinese(part.text, strictness)
    else:
        found = _word(part.text, is_last=is_last)
        if strictness > Strictness.EXACT and len(part.text) >= ONE_MISTAKE:
            found += _mistaken(part.text)
    also = [_meant(other) for other in same.get(part.text, ())]
    if part.is_chinese and not also:
        also = _meant_inside(part.text, strictness, same)
    return Best((*found, *also)) if len(found) + len(also) > 1 else found[0]


def _meant(other: str) -> Tree:
    """What the house says means the same, asked strictly."""
    asked = tuple(_asked(p, Strictness.EXACT, {}) for p in _plain(other))
    return asked[0] if len(asked) == 1 else All(asked)


def _meant_inside(run: str, strictness: Strictness, same: Synonyms) -> list[Tree]:
    """Chinese has no spaces: in 北京芭蕾 stands the word 芭蕾."""
    known = max(
        (key for key in same if len(key) > 1 and key in run), key=len, default=""
    )
    if not known:
        return []
    rest = [_asked(p, strictness, {}) for p in _plain(run.replace(known, " "))]
    return [All((*rest, _meant(other))) for other in same[known]]


def _phrase(text: str) -> Tree:
    values = tuple(words.terms(text))
    fields = ((Field.NAME, 4.0), (Field.MORE, 2.0), (Field.BODY, 1.0))
    if len(values) == 1:
        return Best(tuple(Term(field, values[0], boost) for field, boost in fields))
    return Best(tuple(Phrase(field, values, boost) for field, boost in fields))


def _word(word: str, *, is_last: bool) -> list[Tree]:
    root = words.stem(word)
    asked: list[Tree] = [
        Term(Field.NAME, root, 4.0),
        Term(Field.NAME_WORD, word, 4.5),
        Term(Field.NAME_WHOLE, word, 10.0),
        Term(Field.MORE, root, 2.0),
        Term(Field.MORE_WORD, word, 2.2),
        Term(Field.BODY, root, 0.5),
    ]
    if word.isascii() and word.isalpha() and len(word) >= SHORTEST_SOUND:
        asked += [
            Term(Field.NAME_SOUND, word, 6.0),
            Term(Field.MORE_SOUND, word, 3.0),
        ]
        if len(word) > SHORTEST_SOUND:
            asked.append(Prefix(Field.NAME_SOUND, word, 2.0))
    if is_last and len(word) > 1:
        asked.append(Prefix(Field.NAME_WORD, word, 2.0))
        asked.append(Prefix(Field.MORE_WORD, word, 1.0))
    return asked


def _mistaken(word: str) -> list[Tree]:
    """One or two mistakes; each field costs a walk through all of its words."""
    distance = 2 if len(word) >= TWO_MISTAKES else 1
    return [
        Near(Field.NAME_WORD, word, distance, 2.0),
        Near(Field.MORE_WORD, word, distance, 1.0),
    ]


def _chinese(run: str, strictness: Strictness) -> list[Tree]:
    pairs = words.pairs(run)
    fields = ((Field.NAME, 4.0), (Field.MORE, 2.0), (Field.BODY, 0.5))
    asked: list[Tree] = [
        Term(Field.NAME_WHOLE, run, 20.0),
        *(_pairs(field, pairs, boost, strictness) for field, boost in fields),
        # Where a title is about a company or a city, its words are spread.
        _spread(pairs, strictness),
    ]
    if strictness > Strictness.EXACT and len(run) > 1:
        said = words.said(run)
        asked += [
            Term(Field.NAME_SOUND, said, 4.0),
            Term(Field.MORE_SOUND, said, 2.0),
            Prefix(Field.NAME_SOUND, said, 1.0),
        ]
    return asked


def _pairs(
    field: Field, pairs: Sequence[str], boost: float, strictness: Strictness
) -> Tree:
    each = tuple(Term(field, pair, boost) for pair in pairs)
    if len(each) == 1:
        return each[0]
    return All(each) if strictness == Strictness.EXACT else Some(each, _least(each))


def _spread(pairs: Sequence[str], strictness: Strictness) -> Tree:
    fields = ((Field.NAME, 2.0), (Field.MORE, 1.0), (Field.BODY, 0.3))
    each = tuple(
        Best(tuple(Term(field, pair, boost) for field, boost in fields))
        for pair in pairs
    )
    if len(each) == 1:
        return each[0]
    return All(each) if strictness == Strictness.EXACT else Some(each, _least(each))


def _least(each: Sequence[Tree]) -> int:
    """Of a longer run one wrong character spoils two pairs; of two, one may go."""
    return max(1, len(each) - 2, (len(each) * 3 + 3) // 5 if len(each) > TWO else 1)
