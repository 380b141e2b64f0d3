"""Later work for parcels; a task that runs twice does it once."""

from datetime import timedelta

from django.utils import timezone

from ground.tasks import later, periodic
from ticketing.delivery import booking, mail


@later("mail")
def mail_step(step_id: int) -> None:
    """That a parcel was packed, sent, delivered, or came back."""
    mail.send_step(step_id)


@periodic("house", every=timedelta(hours=1))
def follow_parcels() -> None:
    """Ask couriers that are connected where their parcels are."""
    booking.follow(now=timezone.now())
