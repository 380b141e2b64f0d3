"""Texts as they are searched: the same words, whichever engine keeps them.

Both engines are given words that are ready, so that they find alike and a bare
server of either needs no dictionary of its own:

- what is written alike is one: width, case, accents (é, e), traditional and
  simplified characters;
- English words are kept as written and by their stem (Snowball, “English”);
- Chinese is cut into single characters and pairs of neighbours, which finds words
  of any length without a word list;
- Chinese names have their sounds, in full and by initials, from each character on.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from opencc import OpenCC
from snowballstemmer import stemmer

# What is longer is no question any more; the rest is not read.
LONGEST: Final = 200
MOST_SYLLABLES: Final = 12
LONGEST_WORD: Final = 40
_CHINESE: Final = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_RUN: Final = re.compile(rf"[{_CHINESE}]+|[^\W_{_CHINESE}]+")
_IS_CHINESE: Final = re.compile(rf"[{_CHINESE}]")
# O’Neill and ONeill are one word, as is rock’n’roll.
_JOINING: Final = re.compile(r"(?<=\w)['\u2019\u02bc`\u00b4](?=\w)")
# Accents and the like, once they are apart from their letters.
_MARKS: Final = re.compile(
    "[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_LETTERS: Final = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th"}
)
_english: Final = stemmer("english")


def folded(text: str) -> str:
    """Write alike what readers take for the same; marks and spaces are kept."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = _JOINING.sub("", plain)
    if not plain.isascii():
        apart = unicodedata.normalize("NFD", plain.translate(_LETTERS))
        bare = _MARKS.sub("", apart)
        plain = unicodedata.normalize("NFC", bare)
    if _IS_CHINESE.search(plain):
        plain = _simplified().convert(plain)
    return plain


@lru_cache(maxsize=1)
def _simplified() -> OpenCC:
    """Made when the first Chinese word comes, not whenever a process starts."""
    return OpenCC("t2s")


def runs(text: str) -> list[str]:
    """Cut a folded text into words and unbroken runs of Chinese."""
    return [run[:LONGEST] for run in _RUN.findall(text)]


def is_chinese(run: str) -> bool:
    return bool(_IS_CHINESE.match(run))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    found: str = _english.stemWord(word[:LONGEST_WORD])
    return found


def pairs(run: str) -> list[str]:
    """Neighbours of a Chinese run, or the one character that it is."""
    return [run[n : n + 2] for n in range(len(run) - 1)] or [run]


def terms(text: str) -> list[str]:
    """Stems and, for Chinese, single characters and pairs, in reading order."""
    found: list[str] = []
    for run in runs(folded(text)):
        if is_chinese(run):
            for place, character in enumerate(run):
                found.append(character)
                if len(pair := run[place : place + 2]) > 1:
                    found.append(pair)
        else:
            found.append(stem(run))
    return found


def spellings(text: str) -> list[str]:
    """The words that are no Chinese, as they are written."""
    return [r[:LONGEST_WORD] for r in runs(folded(text)) if not is_chinese(r)]


def whole(text: str) -> str:
    """A name as one word: what is typed in full is that name before others."""
    return "".join(runs(folded(text)))[:LONGEST]


@lru_cache(maxsize=50_000)
def syllables(run: str) -> tuple[str, ...]:
    """How a Chinese run is said, without tones: 天鹅湖 is tian, e, hu."""
    # Its dictionaries take half a second and 58 MB: only for who needs them.
    from pypinyin import lazy_pinyin  # noqa: PLC0415

    said = lazy_pinyin(run, errors="ignore", v_to_u=False)
    return tuple(part.replace("ü", "v") for part in said)


def sounds(texts: Iterable[str]) -> set[str]:
    """What may be typed for Chinese names: tianehu, ehu, hu; teh, eh."""
    found: set[str] = set()
    for text in texts:
        for run in runs(folded(text)):
            if is_chinese(run):
                found |= _sounds_of(run)
    return found


@lru_cache(maxsize=50_000)
def _sounds_of(run: str) -> frozenset[str]:
    said = syllables(run)
    found = set()
    for first in range(len(said)):
        here = said[first : first + MOST_SYLLABLES]
        found.add("".join(here))
        if len(here) > 1:
            found.add("".join(syllable[0] for syllable in here))
    return frozenset(found)


def said(run: str) -> str:
    """A Chinese run by its sound: whoever types 天鵝胡 meant that."""
    return "".join(syllables(run))
