"""Days as the house counts them."""

from datetime import date, datetime

from django.utils import timezone

from ticketing.house.models import the_house


def house_today(now: datetime | None = None) -> date:
    """The day that it is for the house; by default, and for forms, the present one."""
    return (now or timezone.now()).astimezone(the_house().zone).date()
