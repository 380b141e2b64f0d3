"""Money, days and both languages, for every template of the house."""

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from django import template
from django.utils.html import escape, format_html, format_html_join

from ground import dates
from ground.money import money as money_text
from ground.money import money_range as range_text
from ground.names import in_language as text_in_language

register = template.Library()
LONG_WORD = 9
SEPARATORS = {True: "·", False: " · "}
COLONS = {True: "：", False: ": "}
LONG_CHINESE = 8
LONG_TITLE: Final = re.compile("《[^》]{5,}》")
HAN: Final = "\u4e00-\u9fff"
# A short 《title》 or a dotted name, with the marks that may not be parted from it.
WHOLE: Final = re.compile(
    rf"([（“‘]*(?:《[^《》]{{1,8}}》|[{HAN}]{{1,8}}(?:[·-][{HAN}]{{1,8}}){{1,2}})"
    r"[，、。：；！？）”’]*(?:\u00a0·)?)"
)


@register.filter
def money(amount: Decimal, currency: str) -> str:
    """A sum: ¥2,536.00."""
    return money_text(amount, currency)


@register.filter
def money_short(amount: Decimal, currency: str) -> str:
    """A price: ¥880."""
    return money_text(amount, currency, short=True)


@register.simple_tag
def money_range(low: Decimal, high: Decimal, currency: str) -> str:
    """¥160–880."""
    return range_text(low, high, currency)


@register.filter
def day(moment: date) -> str:
    """27 Nov, 11月27日."""
    return dates.day(moment)


@register.filter
def long_day(moment: date) -> str:
    """27 November 2026, 2026年11月27日."""
    return dates.day(moment, year=True, full=True)


@register.filter
def weekday(moment: date) -> str:
    """Fri, 周五."""
    return dates.weekday(moment)


@register.filter
def month_name(moment: date) -> str:
    """Dec, 12月."""
    return dates.month_name(moment)


@register.filter
def clock(moment: datetime) -> str:
    """19:30."""
    return dates.clock(moment)


@register.filter
def day_and_time(moment: datetime) -> str:
    """27 Nov, 19:30; 11月27日19:30."""
    return dates.moment(moment)


@register.filter
def weekday_and_time(moment: datetime) -> str:
    """Fri · 19:30; 周五·19:30."""
    return f"{dates.weekday(moment)}{separator()}{dates.clock(moment)}"


@register.filter
def full_moment(moment: datetime) -> str:
    """Fri 27 Nov, 19:30; 11月27日 周五 19:30."""
    return dates.moment(moment, with_weekday=True)


def _words(text: str) -> list[str]:
    return "".join(c if c.isalnum() else " " for c in text).split()


@register.filter
def is_long(text: str) -> bool:
    """Whether a headline is too long for the largest letters.

    A word or a 《title》 that should not be broken makes it so, or much Chinese.
    """
    if len(re.findall(f"[{HAN}]", text)) > LONG_CHINESE or LONG_TITLE.search(text):
        return True
    return any(len(word) > LONG_WORD and word.isascii() for word in _words(text))


@register.filter
def unbroken(text: str) -> str:
    """Keep short 《titles》 and dotted names on one line where it has the room.

    No line begins with the dot between two facts.
    """
    text = text.replace(" · ", "\u00a0· ")
    pieces = (
        format_html('<span class="unbroken">{}</span>', part) if i % 2 else escape(part)
        for i, part in enumerate(WHOLE.split(text))
    )
    return format_html_join("", "{}", ((piece,) for piece in pieces))


@register.simple_tag
def in_language(en: str, zh_hans: str) -> str:
    """The text in the reader's language, or the only one there is."""
    return text_in_language(en, zh_hans)


@register.simple_tag
def separator() -> str:
    """The dot between facts; Chinese sets it without spaces."""
    return SEPARATORS[dates.is_chinese()]


@register.simple_tag
def colon() -> str:
    """What stands before the answer; Chinese sets its own, without a space."""
    return COLONS[dates.is_chinese()]


@register.simple_tag
def joined(*parts: object) -> str:
    """The facts that there are, each once, with the dot between them."""
    return separator().join(dict.fromkeys(str(part) for part in parts if part))
