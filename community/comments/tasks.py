"""Later work of comments."""

from community.comments import mail
from ground.tasks import later


@later("mail")
def mail_decision(decision_id: int) -> None:
    """What the house decided about a member's comment, and why."""
    mail.send_decision(decision_id)
