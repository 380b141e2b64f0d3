"""Lines of an order that gift cards are bought with."""

from collections.abc import Sequence
from datetime import datetime

from ground.crash import crash_point
from ticketing.gifts.models import Gift
from ticketing.gifts.sending import plan_letter
from ticketing.orders.models import OrderLine
from ticketing.payments.credit.giving import end_bought, make_bought


class GiftCardLines:
    """The line kind `gift_card`: its thing is a card, and a letter about it."""

    def fulfil(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """The card is made in the transaction that makes its order paid."""
        for line in lines:
            gift = Gift.objects.get(pk=line.subject or 0)
            gift.credit = make_bought(line, now=now)
            gift.save(update_fields=["credit"])
            crash_point("gift-card-made")
            plan_letter(gift, now=now)

    def release(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """Raises GiftCardUsed."""
        for line in lines:
            end_bought(line, now=now)

    def reclaim(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """Nothing was lost."""

    def refundable(self, line: OrderLine, *, now: datetime) -> bool:  # noqa: ARG002 the protocol's
        """Only by the desk, with its whole order."""
        return False

    def is_used_up(self, line: OrderLine) -> bool:  # noqa: ARG002 the protocol's
        """A card of which something was spent refuses to end instead."""
        return False
