"""Days, times and spans of days in the words of both languages.

All take moments that are already in the venue's time zone. English: 27 Nov,
Fri, 19:30, 27 Nov – 6 Dec. Chinese: 11月27日, 周五, 19:30, 11月27日—12月6日.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final

from django.utils.translation import get_language

MONTHS: Final = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
WEEKDAYS: Final = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS_ZH: Final = "一二三四五六日"
EN_DASH, EM_DASH = "\u2013", "\u2014"
# Up to so many days are named one by one.
FEW_DAYS: Final = 3


def is_chinese() -> bool:
    return (get_language() or "en").startswith("zh")


def as_day(moment: date) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def day(moment: date, *, year: bool = False, full: bool = False) -> str:
    """27 Nov, or 27 November 2026 with `full` and `year`; 2026年11月27日."""
    if is_chinese():
        return (f"{moment.year}年" if year else "") + f"{moment.month}月{moment.day}日"
    month = MONTHS[moment.month - 1]
    words = f"{moment.day} {month if full else month[:3]}"
    return f"{words} {moment.year}" if year else words


def weekday(moment: date) -> str:
    if is_chinese():
        return f"周{WEEKDAYS_ZH[moment.weekday()]}"
    return WEEKDAYS[moment.weekday()]


def month_name(moment: date) -> str:
    """Dec, 12月."""
    return f"{moment.month}月" if is_chinese() else MONTHS[moment.month - 1][:3]


def clock(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def moment(at: datetime, *, with_weekday: bool = False) -> str:
    """25 Nov, 10:00, or Wed 25 Nov, 10:00; 11月25日10:00, 11月25日 周三 10:00."""
    if is_chinese():
        middle = f" {weekday(at)} " if with_weekday else ""
        return f"{day(at)}{middle}{clock(at)}"
    first = f"{weekday(at)} " if with_weekday else ""
    return f"{first}{day(at)}, {clock(at)}"


def span(first: date, last: date, *, year: bool = False, full: bool = False) -> str:
    """27 Nov – 6 Dec, 14 – 24 Jan; 11月27日—12月6日, 1月14—24日."""
    first, last = as_day(first), as_day(last)
    if first == last:
        return day(first, year=year, full=full)
    same_month = (first.year, first.month) == (last.year, last.month)
    new_year = first.year != last.year
    if is_chinese():
        if same_month:
            return f"{day(first, year=year)[:-1]}{EM_DASH}{last.day}日"
        return f"{day(first, year=year)}{EM_DASH}{day(last, year=year and new_year)}"
    begin = (
        str(first.day) if same_month else day(first, year=year and new_year, full=full)
    )
    return f"{begin} {EN_DASH} {day(last, year=year, full=full)}"


def days(moments: Sequence[date]) -> str:
    """22, 24, 28 Nov for a few days of one month, else the span of them all."""
    listed = sorted({as_day(m) for m in moments})
    if not listed:
        return ""
    months = {(d.year, d.month) for d in listed}
    if len(listed) == 1 or len(listed) > FEW_DAYS or len(months) > 1:
        return span(listed[0], listed[-1])
    if is_chinese():
        return f"{listed[0].month}月" + "、".join(str(d.day) for d in listed) + "日"
    return ", ".join(str(d.day) for d in listed[:-1]) + f", {day(listed[-1])}"


def duration(minutes: int) -> str:
    """2 h 50 min, 2小时50分."""
    hours, rest = divmod(minutes, 60)
    units = ("小时", "分") if is_chinese() else (" h", " min")
    space = "" if is_chinese() else " "
    parts = [f"{n}{unit}" for n, unit in zip((hours, rest), units, strict=True) if n]
    return space.join(parts)


def month(first: date) -> str:
    """November 2026, 2026年11月."""
    if is_chinese():
        return f"{first.year}年{first.month}月"
    return f"{MONTHS[first.month - 1]} {first.year}"
