"""Mails about parcels; a task that runs twice sends once."""

from ground.tasks import later
from ticketing.delivery import mail


@later("mail")
def mail_step(step_id: int) -> None:
    """That a parcel was packed, sent, delivered, or came back."""
    mail.send_step(step_id)
