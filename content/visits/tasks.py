"""What the worker does about visits."""

from datetime import timedelta

from django.utils import timezone

from content.visits.folding import fold
from ground.tasks import periodic


@periodic("house", every=timedelta(minutes=1))
def count_visits() -> None:
    """Bring the counts of today up to date, and close the days that are over."""
    fold(now=timezone.now())
