"""What is forgotten of searches."""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from content.days import house_today
from ground.tasks import periodic
from search.models import SearchChoice, SearchDay

KEPT_DAYS: Final = 90


@periodic("house", every=timedelta(hours=24))
def forget_searches() -> None:
    """Delete what is older than ninety days."""
    forget(now=timezone.now())


def forget(*, now: datetime) -> None:
    first = house_today(now) - timedelta(days=KEPT_DAYS)
    SearchDay.objects.filter(day__lt=first).delete()
    SearchChoice.objects.filter(day__lt=first).delete()
