"""What is printed on one ticket."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final

from django.utils.translation import gettext, override, pgettext

# Longer words are no words of any language, and may break anywhere. Left out
# are the scripts that write no spaces: they have rules of their own.
_LONG_WORD: Final = re.compile(
    r"[^\s\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\uffff"
    r"\U00020000-\U0003ffff]{25,}"
)
_ZERO_WIDTH_SPACE: Final = "\u200b"
# Emoji, with what chooses their look and skin: the fonts draw only some of them, and
# a ticket is no worse without any.
_EMOJI: Final = re.compile("[\U0001f000-\U0001faff\ufe0f\U000e0020-\U000e007f]")


@dataclass(frozen=True, kw_only=True)
class TicketSheet:
    """One ticket, every text already in the reader's language.

    `language` is "en" or "zh-hans". A place without number leaves `row` and
    `seat` empty: its section is then the largest word. `accent` is the house's
    colour as "#rrggbb", `kind` a show kind's code (concert, drama, song,
    variety, sport), which chooses the drawing.
    """

    language: str
    house: str
    title: str
    date: str
    time: str
    venue: str
    hall: str
    serial: str
    payload: str
    order_number: str
    subtitle: str = ""
    doors: str = ""
    section: str = ""
    row: str = ""
    seat: str = ""
    tier: str = ""
    concession: str = ""
    price: str = ""
    holder: str = ""
    notes: tuple[str, ...] = ()
    accent: str = "#ff4b1f"
    kind: str = ""


def printable(text: str) -> str:
    """The text without what cannot be printed, with places to break it."""
    clean = "".join(
        " " if char in "\t\r\n" else char
        for char in _EMOJI.sub("", text)
        if char in "\t\r\n" or unicodedata.category(char) not in ("Cc", "Cs", "Co")
    )
    return _LONG_WORD.sub(lambda word: _ZERO_WIDTH_SPACE.join(word[0]), clean).strip()


def labels(language: str) -> dict[str, str]:
    """The words of the form itself."""
    with override(language):
        return {
            "date": gettext("Date"),
            "time": gettext("Starts"),
            "doors": gettext("Doors"),
            "hall": gettext("Venue"),
            "section": gettext("Section"),
            "row": pgettext("of seats", "Row"),
            "seat": gettext("Seat"),
            "tier": gettext("Price tier"),
            "holder": pgettext("of a person", "Name"),
            "order": pgettext("what was bought", "Order"),
            "code": gettext("Ticket code"),
            "entry": gettext("One entry. Keep the code to yourself."),
            "fold": gettext("Fold here"),
            "notes": gettext("Good to know"),
        }


def printed(sheet: TicketSheet) -> Mapping[str, Any]:
    """The sheet as the layout reads it."""
    texts = {
        name: printable(value) if isinstance(value, str) else value
        for name, value in asdict(sheet).items()
    }
    return texts | {
        "payload": sheet.payload,
        "notes": [printable(note) for note in sheet.notes],
        "labels": labels(sheet.language),
    }
