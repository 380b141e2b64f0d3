"""Moments of a purchase: told by the house's clock, whatever the venue's is."""

from datetime import datetime
from decimal import Decimal

from django import template
from django.utils.translation import get_language

from ground import dates
from ticketing.checkout.seating import Seating
from ticketing.house.models import the_house
from ticketing.shows.models import Performance
from ticketing.shows.posters import Poster, poster_of
from ticketing.stock.models import Place

register = template.Library()


@register.filter
def house_time(moment: datetime) -> str:
    """20:41."""
    return dates.clock(moment.astimezone(the_house().zone))


@register.filter
def house_moment(moment: datetime) -> str:
    """Tue 24 Nov, 18:00; 11月24日 周二 18:00."""
    return dates.moment(moment.astimezone(the_house().zone), with_weekday=True)


@register.filter
def house_date(moment: datetime) -> str:
    """24 November 2026; 2026年11月24日."""
    return dates.day(moment.astimezone(the_house().zone), year=True, full=True)


@register.filter
def costs(place: Place, seating: Seating) -> Decimal:
    """What one place costs everybody now."""
    return seating.price_of(place)


@register.filter
def when(performance: Performance) -> str:
    """Fri 27 Nov, 19:30, or Fri 27 Nov where the time is not known."""
    start = performance.local_start
    if performance.time_is_known:
        return dates.moment(start, with_weekday=True)
    return _with_weekday(start, dates.day(start))


@register.filter
def when_exactly(performance: Performance) -> str:
    """Fri 27 November 2026, 19:30; 2026年11月27日 周五 19:30."""
    start = performance.local_start
    day = _with_weekday(start, dates.day(start, year=True, full=True))
    if not performance.time_is_known:
        return day
    return day + (" " if dates.is_chinese() else ", ") + dates.clock(start)


def _with_weekday(start: datetime, day: str) -> str:
    weekday = dates.weekday(start)
    return f"{day} {weekday}" if dates.is_chinese() else f"{weekday} {day}"


@register.filter
def minutes_from(until: datetime, now: datetime) -> str:
    """What is left as minutes and seconds: 11:24; the page's clock goes on."""
    left = max(0, int((until - now).total_seconds()))
    return f"{left // 60}:{left % 60:02d}"


@register.filter
def in_fours(serial: str) -> str:
    """7KTM 4TXR 9HWD C3PN."""
    return " ".join(serial[i : i + 4] for i in range(0, len(serial), 4))


@register.simple_tag
def poster(show_id: int) -> Poster | None:
    """The show's picture, kept for a minute."""
    return poster_of(show_id, get_language() or "en")
