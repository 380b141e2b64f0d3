"""Moments of a purchase: told by the house's clock, whatever the venue's is."""

from datetime import datetime

from django import template

from ground import dates
from ticketing.house.models import the_house

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
def minutes_from(until: datetime, now: datetime) -> str:
    """What is left as minutes and seconds: 11:24; the page's clock goes on."""
    left = max(0, int((until - now).total_seconds()))
    return f"{left // 60}:{left % 60:02d}"


@register.filter
def in_fours(serial: str) -> str:
    """7KTM 4TXR 9HWD C3PN."""
    return " ".join(serial[i : i + 4] for i in range(0, len(serial), 4))
