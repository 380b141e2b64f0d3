"""The desk gives a gift card as a present."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from ticketing.gifts import models
from ticketing.gifts.sending import plan_letter
from ticketing.orders.models import Order
from ticketing.payments.credit.giving import Gift, Given, give
from ticketing.payments.credit.models import Credit


@dataclass(frozen=True, slots=True)
class Letter:
    """Where a new card's code is mailed, and the words with it; empty is nowhere."""

    language: str
    email: str = ""
    to_name: str = ""
    message: str = ""


@transaction.atomic
def give_with_letter(
    gift: Gift, letter: Letter, *, reason: str, actor: str, now: datetime
) -> Given:
    """Give credit as `give` does; a new card is mailed, once. Raises NoAmount."""
    given = give(gift, reason=reason, actor=actor, now=now)
    if not given.credit.is_card:
        return given
    present, is_new = models.Gift.objects.get_or_create(
        credit=given.credit,
        defaults={
            "language": letter.language,
            "email": letter.email,
            "to_name": letter.to_name,
            "message": letter.message,
        },
    )
    if is_new:
        plan_letter(present, now=now)
    return given


def mail_to_guest(order: Order, credit: Credit, *, now: datetime) -> None:
    """Plan the letter with the code of a card that stands for an order's money.

    An account's credit needs none. It leaves when all of it is on the card.
    """
    if credit.is_card:
        present = models.Gift.objects.create(
            credit=credit,
            to_name=order.buyer_name,
            email=order.buyer_email,
            language=order.language,
        )
        plan_letter(present, now=now)
