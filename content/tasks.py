"""What the worker does about pages."""

from datetime import timedelta

from django.utils import timezone

from content.scheduling import keep_to_schedule
from ground.tasks import periodic


@periodic("house", every=timedelta(seconds=20))
def publish_scheduled() -> None:
    """Let pages appear and go at the moments that their editors chose."""
    keep_to_schedule(now=timezone.now())
