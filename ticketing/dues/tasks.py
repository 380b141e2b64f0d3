"""What happens to dues by itself; tasks may run twice without harm."""

from datetime import timedelta

from django.utils import timezone

from ground.tasks import periodic
from ticketing.dues.running import run_dues


@periodic("house", every=timedelta(minutes=30))
def look_after_dues() -> None:
    """Bill ahead, let go of what is over."""
    run_dues(now=timezone.now())
