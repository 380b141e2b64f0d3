"""Mails about tickets that were given back; a task that runs twice sends once."""

from ground.tasks import later
from ticketing.returns import mail


@later("mail")
def mail_returned(order_id: int, line_ids: list[int]) -> None:
    """That tickets were given back, and what comes back of them."""
    mail.send_returned(order_id, line_ids)
