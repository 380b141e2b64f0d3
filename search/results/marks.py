"""Marks in a text what was looked for, by the rules by which it is found."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, islice
from typing import Final

from django.utils.html import escape, format_html_join
from django.utils.safestring import SafeString

from search import words
from search.reading import (
    ONE_MISTAKE,
    SHORTEST_SOUND,
    TWO_MISTAKES,
    Reading,
    Strictness,
    Synonyms,
    read,
)

_WORD: Final = re.compile(r"[^\W_]+(?:['\u2019\u02bc`\u00b4][^\W_]+)*")
SNIPPET: Final = 140
# In a long text so many places are looked at.
GUESSES: Final = 6
TWO: Final = 2
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Marker:
    """Knows what was looked for; `last` may be the beginning of a word only."""

    needles: tuple[str, ...]
    last: str
    whole: str
    is_strict: bool

    def spans(self, text: str, *, by_sound: bool = False) -> list[Span]:
        """Where in the text something is that was looked for; in order, apart."""
        if not self.needles or not text:
            return []
        return _spans(self, text, by_sound)

    def _look(self, text: str, *, by_sound: bool) -> list[Span]:
        whole, pieces = _read(text)
        if whole and whole == self.whole:
            return [(0, len(text))]
        found: list[Span] = []
        for start, end, run, is_chinese in pieces:
            if not is_chinese:
                marked = [(0, end - start)] if self._is_meant(run) else []
            else:
                marked = self._said(run) if by_sound else self._written(run)
            found += [(start + a, start + b) for a, b in marked]
        return _joined(found) if found else found

    def mark(self, text: str, *, by_sound: bool = False) -> SafeString | None:
        """The text with what was looked for marked; None where it is not in it."""
        spans = self.spans(text, by_sound=by_sound)
        return _marked(text, spans) if spans else None

    def without(self, *texts: str) -> "Marker":
        """A marker of what is not in any of these texts."""
        if len(self.needles) == 1:
            return self
        missing = [
            needle
            for needle in self.needles
            if not any(replace(self, needles=(needle,)).spans(text) for text in texts)
        ]
        return replace(self, needles=tuple(missing))

    def snippet(self, text: str) -> SafeString | None:
        """A part of a long text around the first mark."""
        for near in self._guesses(text):
            first = text.rfind(" ", 0, near) + 1 if near else 0
            first = max(first, near - words.LONGEST_WORD)
            shown = text[first : first + SNIPPET]
            if spans := self.spans(shown):
                before = "…" if first else ""
                after = "…" if first + SNIPPET < len(text) else ""
                return SafeString(before + _marked(shown, spans) + after)
        return None

    def _guesses(self, text: str) -> Iterator[int]:
        """Places before which something may be that was looked for; quickly."""
        plain = text.casefold()
        begins = {_beginning(needle) for needle in self.needles}
        places = sorted(
            found.start()
            for begin in begins
            for found in islice(re.finditer(re.escape(begin), plain), GUESSES)
        )
        yield from (max(place - SNIPPET // 3, 0) for place in places[:GUESSES])

    def _is_meant(self, word: str) -> bool:
        stems = _stems(self.needles)
        if word in self.needles or words.stem(word) in stems:
            return True
        if self._begins(word):
            return True
        return not self.is_strict and any(
            _may_be_mistaken(word, needle) for needle in self.needles
        )

    def _begins(self, word: str) -> bool:
        last = self.last
        return len(last) > 1 and word.startswith(last) and last in self.needles

    def _written(self, run: str) -> list[Span]:
        """Whole runs, or else their pairs of characters."""
        found: list[Span] = []
        for needle in filter(words.is_chinese, self.needles):
            whole = _places(run, needle)
            pairs = [] if whole or len(needle) == 1 else words.pairs(needle)
            found += whole or [span for pair in pairs for span in _places(run, pair)]
        return found

    def _said(self, run: str) -> list[Span]:
        said = words.syllables(run)
        if len(said) != len(run):
            return []
        written = [needle for needle in self.needles if words.is_chinese(needle)]
        typed = {*self.needles, self.whole}.difference(written)
        spans = [_sounds(said, one) for one in typed if _may_be_sound(one)]
        if not self.is_strict:
            spans += [_sounds(said, words.said(n), in_full=True) for n in written]
        return [span for span in spans if span]


def _beginning(needle: str) -> str:
    """What a word begins with that is like this one, but for a mistake early on."""
    if words.is_chinese(needle):
        return needle[:TWO]
    root = words.stem(needle)
    return root[: max(len(root) - 1, TWO)]


def marker_of(
    reading: Reading, strictness: Strictness, same: Synonyms | None = None
) -> Marker:
    """A marker of what was typed, and of what the house says means the same."""
    parts = [part for part in reading.parts if not part.may_be_missing]
    meant = [other for part in parts for other in (same or {}).get(part.text, ())]
    others = [part for other in meant for part in read(other).parts]
    needles = [run for part in (*parts, *others) for run in words.runs(part.text)]
    last = reading.parts[-1].text if reading.parts else ""
    return Marker(
        needles=tuple(dict.fromkeys(needles)),
        last=last,
        whole=reading.whole,
        is_strict=strictness == Strictness.EXACT,
    )


# The shows of a page play in the same halls, and name the same people.
@lru_cache(maxsize=5_000)
def _spans(marker: Marker, text: str, by_sound: bool) -> list[Span]:  # noqa: FBT001 a key of what is kept
    return marker._look(text, by_sound=by_sound)  # noqa: SLF001 a part of it


@lru_cache(maxsize=20_000)
def is_near(one: str, other: str, most: int) -> bool:
    """At most so many letters wrong, missing, too many, or swapped with the next."""
    if abs(len(one) - len(other)) > most:
        return False
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, facing in enumerate(other, 1):
            cost = before[j - 1] + (letter != facing)
            cost = min(cost, before[j] + 1, row[j - 1] + 1)
            swapped = i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], facing)
            row.append(min(cost, older[j - 2] + 1) if swapped else cost)
    return row[-1] <= most


def _may_be_mistaken(word: str, needle: str) -> bool:
    if len(needle) < ONE_MISTAKE:
        return False
    return is_near(word, needle, 2 if len(needle) >= TWO_MISTAKES else 1)


@lru_cache(maxsize=1_000)
def _stems(needles: tuple[str, ...]) -> frozenset[str]:
    return frozenset(words.stem(needle) for needle in needles)


# Shows name the same people and works again and again.
@lru_cache(maxsize=20_000)
def _read(text: str) -> tuple[str, tuple[tuple[int, int, str, bool], ...]]:
    """The text as one word, and its words and unbroken runs of Chinese.

    Each piece comes with where it begins and ends, as it is searched, and whether it
    is Chinese; that has as many characters as were written.
    """
    pieces = []
    for found in _WORD.finditer(text):
        start = found.start()
        for is_chinese, letters in groupby(found[0], words.is_chinese):
            piece = "".join(letters)
            run = _each_folded(piece) if is_chinese else words.folded(piece)
            pieces.append((start, start + len(piece), run, is_chinese))
            start += len(piece)
    return words.whole(text), tuple(pieces)


def _each_folded(run: str) -> str:
    whole = words.folded(run)
    if len(whole) == len(run):
        return whole
    return "".join(words.folded(character)[:1] for character in run)


def _places(run: str, needle: str) -> list[Span]:
    places = (found.start() for found in re.finditer(re.escape(needle), run))
    return [(at, at + len(needle)) for at in places]


def _may_be_sound(typed: str) -> bool:
    return typed.isascii() and len(typed) >= SHORTEST_SOUND


def _sounds(said: tuple[str, ...], typed: str, *, in_full: bool = False) -> Span | None:
    """The first characters that are said so; or begin so, or have these initials."""
    for first in range(len(said)):
        sound, initials = "", ""
        for last in range(first, len(said)):
            sound, initials = sound + said[last], initials + said[last][0]
            if sound == typed:
                return first, last + 1
            is_like = sound.startswith(typed) or (initials == typed and last > first)
            if is_like and not in_full:
                return first, last + 1
    return None


def _joined(spans: Iterable[Span]) -> list[Span]:
    joined: list[Span] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = joined[-1][0], max(last, joined[-1][1])
        else:
            joined.append((first, last))
    return joined


def _marked(text: str, spans: list[Span]) -> SafeString:
    ends = [0, *(last for _first, last in spans)]
    parts = format_html_join(
        "",
        "{}<mark>{}</mark>",
        (
            (text[end:first], text[first:last])
            for end, (first, last) in zip(ends, spans, strict=False)
        ),
    )
    return SafeString(parts + escape(text[ends[-1] :]))
