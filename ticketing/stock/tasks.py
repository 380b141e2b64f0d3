"""What happens to the stock by itself."""

from datetime import timedelta

from django.utils import timezone

from ground.tasks import later, periodic
from ticketing.stock import allotting, cap_mail, holds


@periodic("stock", every=timedelta(seconds=15))
def end_lapsed_holds() -> None:
    """Tidy up after buyers who let their time pass."""
    holds.end_lapsed_holds(now=timezone.now())


@periodic("stock", every=timedelta(seconds=15))
def release_allotments() -> None:
    """Put allotments whose moment has come on general sale."""
    allotting.release_due_allotments(now=timezone.now())


@later("mail")
def mail_cap(event_id: int, cap_id: int) -> None:
    """Tell the controller of a cap."""
    cap_mail.send_cap_mail(event_id, cap_id)
