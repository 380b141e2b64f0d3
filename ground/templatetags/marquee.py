"""Money, days and both languages, for every template of the house."""

from datetime import date, datetime
from decimal import Decimal

from django import template

from ground import dates
from ground.money import money as money_text
from ground.money import money_range as range_text
from ground.names import in_language as text_in_language

register = template.Library()
LONG_WORD = 9
SEPARATORS = {True: "·", False: " · "}
COLONS = {True: "：", False: ": "}


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
def has_long_word(text: str) -> bool:
    """Whether a word is too long for the largest letters; Chinese breaks anywhere."""
    return any(len(word) > LONG_WORD and word.isascii() for word in _words(text))


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
