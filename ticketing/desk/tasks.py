"""Mails to staff, sent later."""

from ground.tasks import later
from ticketing.desk.control import comp_mail


@later("mail")
def mail_comp_asked(comp_id: int, user_id: int) -> None:
    """Ask one person to decide on free tickets."""
    comp_mail.send_asked(comp_id, user_id)


@later("mail")
def mail_comp_decided(comp_id: int) -> None:
    """Tell who asked for free tickets what became of them."""
    comp_mail.send_decided(comp_id)
