"""Plain text out of whatever a member sends."""

import html
import re
from typing import Final

import nh3

_LINK: Final = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_TURNS: Final = 5
_GAPS: Final = re.compile(r"\n{3,}")
# What can't be seen, or turns the direction of what follows.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)


def plain(text: str) -> str:
    """The text without any markup, and without what nobody sees.

    Kept is text, not HTML: a `<` that opens no tag stays what it is.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # What was written as entities may have become a tag: it goes, too.
    for _turn in range(_TURNS):
        bare = html.unescape(nh3.clean(text, tags=set()))
        if bare == text:
            break
        text = bare
    bare = _UNSEEN.sub("", text)
    return _GAPS.sub("\n\n", bare).strip()


def links_in(text: str) -> int:
    return len(_LINK.findall(text))


def has_word(text: str, words: str) -> bool:
    """Whether one of the words, one a line, stands in the text.

    Words of Latin letters must stand alone; Chinese knows no gaps.
    """
    found = text.casefold()
    return any(_stands(word.strip().casefold(), found) for word in words.splitlines())


def _stands(word: str, text: str) -> bool:
    if not word:
        return False
    if not word.isascii():
        return word in text
    return re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text) is not None
