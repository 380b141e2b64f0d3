"""Days and spans in the words of both languages."""

from datetime import date, datetime

import pytest
from django.utils import translation

from ground import dates

NOV_27, DEC_6, JAN_14 = date(2026, 11, 27), date(2026, 12, 6), date(2027, 1, 14)


@pytest.mark.parametrize(
    ("said", "english", "chinese"),
    [
        (lambda: dates.day(NOV_27), "27 Nov", "11月27日"),
        (lambda: dates.weekday(NOV_27), "Fri", "周五"),
        (lambda: dates.span(NOV_27, DEC_6), "27 Nov – 6 Dec", "11月27日—12月6日"),
        (lambda: dates.span(JAN_14, date(2027, 1, 24)), "14 – 24 Jan", "1月14—24日"),
        (lambda: dates.span(DEC_6, DEC_6), "6 Dec", "12月6日"),
        (
            lambda: dates.span(NOV_27, DEC_6, year=True, full=True),
            "27 November – 6 December 2026",
            "2026年11月27日—12月6日",
        ),
        (
            lambda: dates.span(NOV_27, JAN_14, year=True),
            "27 Nov 2026 – 14 Jan 2027",
            "2026年11月27日—2027年1月14日",
        ),
        (
            lambda: dates.days([date(2026, 11, d) for d in (28, 22, 24)]),
            "22, 24, 28 Nov",
            "11月22、24、28日",
        ),
        (lambda: dates.days([JAN_14, DEC_6]), "6 Dec – 14 Jan", "12月6日—1月14日"),
        (lambda: dates.month(NOV_27), "November 2026", "2026年11月"),
        (lambda: dates.duration(170), "2 h 50 min", "2小时50分"),
        (lambda: dates.duration(60), "1 h", "1小时"),
        (
            lambda: dates.moment(datetime(2026, 11, 25, 10), with_weekday=True),  # noqa: DTZ001 local by promise
            "Wed 25 Nov, 10:00",
            "11月25日 周三 10:00",
        ),
    ],
)
def test_dates_are_told_in_both_languages(said, english, chinese):
    with translation.override("en"):
        assert said() == english
    with translation.override("zh-hans"):
        assert said() == chinese
