"""What of a text is kept: nothing by which somebody could be known."""

import re
from typing import Final

from search.models.log import LONGEST_TEXT
from search.words import LONGEST, folded

_SPACE: Final = re.compile(r"\s+")
# Telephones, passports and orders; a day such as 2026-12-24 has eight digits.
_DAY: Final = re.compile(r"\b\d{4}-\d{1,2}-\d{1,2}\b")
_MOST_DIGITS: Final = 6
_DIGIT: Final = re.compile(r"\d")


def kept_text(typed: str) -> str:
    """The text as it is counted: folded and cut. Empty where it may be personal."""
    text = _SPACE.sub(" ", folded(typed[:LONGEST])).strip()
    without_days = _DAY.sub("", text)
    if "@" in text or len(_DIGIT.findall(without_days)) > _MOST_DIGITS:
        return ""
    return text[:LONGEST_TEXT].strip()
