"""The job over the orders of a performance that is called off, and its mails."""

from datetime import timedelta

from django.utils import timezone

from ground.tasks import later, periodic
from ticketing.returns import call_off_mail, calling_off
from ticketing.returns.models import CallOff, CallOffState


@later("mail")
def mail_called_off(call_off_id: int, order_id: int) -> None:
    """That a performance does not take place as sold, and what can be chosen."""
    call_off_mail.send_called_off(call_off_id, order_id)


@later("house")
def go_on_calling_off(call_off_id: int) -> None:
    """One piece of a job over many orders; more urgent work comes before the next."""
    if calling_off.go_on(call_off_id, now=timezone.now()):
        go_on_calling_off.enqueue(call_off_id)


@periodic("house", every=timedelta(minutes=1))
def call_off_in_time() -> None:
    """Jobs go on whose deadline is over, or that wait; a lost task is made good."""
    now = timezone.now()
    running = CallOff.objects.filter(state=CallOffState.RUNNING)
    for pk in running.order_by("pk").values_list("pk", flat=True):
        calling_off.go_on(pk, now=now)
