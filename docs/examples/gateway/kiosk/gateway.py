"""Translates between the house and the maker of the kiosks."""

import os
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from kiosk import provider
from ticketing.payments.errors import GatewayDown
from ticketing.payments.gateways import Answer, Gateway, RefundAnswer
from ticketing.payments.models import Payment, PaymentState, Refund, RefundState

T = TypeVar("T")
MINUTES = 30
STATES = {
    "open": PaymentState.PENDING,
    "paid": PaymentState.CAPTURED,
    "declined": PaymentState.FAILED,
    "closed": PaymentState.EXPIRED,
}


class Kiosk(Gateway):
    code = "kiosk"
    label = _("Kiosk")
    hint = _("At one of the kiosks in the foyer")
    hosts = ("kiosk.example",)
    is_hosted_page = True

    def is_available(self) -> bool:
        return bool(os.environ.get("KIOSK_KEY"))

    def pay_by(self, *, now: datetime) -> datetime:
        return now + timedelta(minutes=MINUTES)

    def start(self, payment: Payment) -> Answer:
        made = _ask(
            lambda: provider.make(payment.key, payment.amount, payment.currency)
        )
        return _answer(made)

    def read(self, payment: Payment) -> Answer:
        """What was never begun is as the house has it."""
        found = _ask(lambda: provider.find(payment.key))
        return _answer(found) if found else Answer(PaymentState(payment.state))

    def expire(self, payment: Payment) -> Answer:
        """Make it first, so that a start on its way finds it closed."""
        self.start(payment)
        _ask(lambda: provider.close(payment.key))
        return self.read(payment)

    def refund(self, refund: Refund) -> RefundAnswer:
        key = refund.payment.key if refund.payment else ""
        is_back = _ask(lambda: provider.pay_back(key, refund.key, refund.amount))
        state = RefundState.DONE if is_back else RefundState.FAILED
        return RefundAnswer(state, f"kiosk-{refund.key}")

    def read_refund(self, refund: Refund) -> RefundAnswer:
        found = _ask(
            lambda: provider.find(refund.payment.key if refund.payment else "")
        )
        is_back = found is not None and refund.key in found.refunds
        state = RefundState.DONE if is_back else RefundState.FAILED
        return RefundAnswer(state, refund.reference)


def _ask(question: Callable[[], T]) -> T:
    try:
        return question()
    except provider.Silent as error:
        raise GatewayDown from error


def _answer(bill: provider.Bill) -> Answer:
    return Answer(
        STATES[bill.state],
        reference=f"kiosk-{bill.key}",
        address=f"https://kiosk.example/{bill.key}",
        amount=bill.amount,
        currency=bill.currency,
    )
