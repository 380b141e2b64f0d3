"""The letters of gift cards; a task that runs twice sends once."""

from datetime import timedelta

from django.utils import timezone

from ground.tasks import later, periodic
from ticketing.gifts import sending


@later("mail")
def mail_gift_card(gift_id: int) -> None:
    """A gift card, to whom it is for."""
    sending.send_gift_card(gift_id, now=timezone.now())


@periodic("mail", every=timedelta(hours=1))
def send_gift_cards_of_the_day() -> None:
    """What was bought for today, and what a lost task has left."""
    sending.plan_due_letters(now=timezone.now())
