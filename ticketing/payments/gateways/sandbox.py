"""The sandbox: a page of ours that pretends to be a bank, for development."""

from datetime import datetime, timedelta
from decimal import Decimal
from urllib.parse import urljoin

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ground.compiled import compiled
from ground.inserting import add
from ground.money import ZERO
from ticketing.payments.gateways import Answer, Gateway, RefundAnswer
from ticketing.payments.models import (
    ChargeState,
    Payment,
    PaymentState,
    Refund,
    RefundState,
    SandboxCharge,
)

MINUTES = 30
ANSWERS = {
    ChargeState.OPEN: PaymentState.PENDING,
    ChargeState.PAID: PaymentState.CAPTURED,
    ChargeState.DECLINED: PaymentState.FAILED,
    ChargeState.CLOSED: PaymentState.EXPIRED,
}


def is_production() -> bool:
    """Whether the settings in force are those for the open internet."""
    return str(settings.SETTINGS_MODULE).rpartition(".")[2] == "production"


class Sandbox(Gateway):
    code = "sandbox"
    label = _("Test payment")
    hint = _("Nothing is charged: this house is being tried out")
    hosts = ()
    is_hosted_page = True

    def is_available(self) -> bool:
        return bool(settings.MARQUEE_SANDBOX_PAYMENTS) and not is_production()

    def pay_by(self, *, now: datetime) -> datetime:
        return now + timedelta(minutes=MINUTES)

    def start(self, payment: Payment) -> Answer:
        return _answer(_charge(payment), payment)

    def read(self, payment: Payment) -> Answer:
        charge = _charges.first(payment.key)
        if charge is None:
            return Answer(PaymentState(payment.state))
        return _answer(charge, payment)

    def expire(self, payment: Payment) -> Answer:
        """Close the charge for good, also where it was never begun."""
        _charge(payment)
        decide(payment.key, ChargeState.CLOSED)
        return self.read(payment)

    @transaction.atomic
    def refund(self, refund: Refund) -> RefundAnswer:
        payment = refund.payment
        charge = (
            SandboxCharge.objects.select_for_update(no_key=True)
            .filter(key=payment.key if payment else "", state=ChargeState.PAID)
            .first()
        )
        if charge is None:
            return RefundAnswer(RefundState.FAILED)
        asked = {**charge.refunds, refund.key: str(refund.amount)}
        if sum((Decimal(amount) for amount in asked.values()), ZERO) > charge.amount:
            return RefundAnswer(RefundState.FAILED)
        charge.refunds = asked
        charge.save(update_fields=["refunds"])
        return RefundAnswer(RefundState.DONE, f"sandbox-{refund.key}")

    def read_refund(self, refund: Refund) -> RefundAnswer:
        key = refund.payment.key if refund.payment else ""
        known = SandboxCharge.objects.filter(key=key).first()
        is_there = known is not None and refund.key in known.refunds
        state = RefundState.DONE if is_there else RefundState.FAILED
        return RefundAnswer(state, refund.reference)


def _charge(payment: Payment) -> SandboxCharge:
    """Find or make what the bank knows of a payment."""
    try:
        return _charges.first(payment.key) or add(
            SandboxCharge(
                key=payment.key, amount=payment.amount, currency=payment.currency
            )
        )
    except IntegrityError:
        return SandboxCharge.objects.get(key=payment.key)


@compiled
def _charges(key: str) -> QuerySet[SandboxCharge]:
    return SandboxCharge.objects.filter(key=key)


def decide(key: str, state: ChargeState) -> None:
    """What the bank makes of an open charge; one that is decided stays so."""
    SandboxCharge.objects.filter(key=key, state=ChargeState.OPEN).update(state=state)


def pay_late(key: str) -> None:
    """Money that the bank sends although the charge was closed before."""
    SandboxCharge.objects.filter(key=key, state=ChargeState.CLOSED).update(
        state=ChargeState.PAID
    )


def _answer(charge: SandboxCharge, payment: Payment) -> Answer:
    page = reverse("payments:sandbox", args=[charge.key])
    return Answer(
        ANSWERS[ChargeState(charge.state)],
        reference=f"sandbox-{charge.key}",
        address=urljoin(payment.done_address, page),
        amount=charge.amount,
        currency=charge.currency,
    )
