"""What happens to dues by itself; tasks may run twice without harm."""

from datetime import timedelta

from django.utils import timezone

from ground.tasks import later, periodic
from ticketing.dues import reminding
from ticketing.dues.running import run_dues


@periodic("house", every=timedelta(minutes=30))
def look_after_dues() -> None:
    """Bill ahead, let go of what is over, plan reminders."""
    run_dues(now=timezone.now())


@later("mail")
def mail_letter(letter_id: int) -> None:
    """A reminder of a due."""
    reminding.send_letter(letter_id, now=timezone.now())
