"""What happens to the stock by itself."""

from datetime import timedelta

from django.utils import timezone

from ground.tasks import periodic
from ticketing.stock import holds


@periodic("stock", every=timedelta(seconds=15))
def end_lapsed_holds() -> None:
    """Tidy up after buyers who let their time pass."""
    holds.end_lapsed_holds(now=timezone.now())
