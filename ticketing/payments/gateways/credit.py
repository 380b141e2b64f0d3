"""Credit (储值与礼品卡): money that the house has already.

Never begun by a buyer's choice alone: `credit.spending` writes such a payment as
captured, in one transaction with what it takes off the credit.
"""

from datetime import datetime
from typing import ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ticketing.payments.gateways import Answer, Gateway, RefundAnswer
from ticketing.payments.models import Payment, PaymentState, Refund, RefundState


class CreditGateway(Gateway):
    code = "credit"
    label = _("Gift card or credit")
    hint: ClassVar[str | Promise] = ""
    hosts = ()
    is_hosted_page = False

    def is_available(self) -> bool:
        """Not as the way to pay of a whole order; it is used beside one."""
        return False

    def pay_by(self, *, now: datetime) -> datetime:
        return now

    def start(self, payment: Payment) -> Answer:
        return Answer(PaymentState(payment.state))

    def read(self, payment: Payment) -> Answer:
        return Answer(PaymentState(payment.state))

    def expire(self, payment: Payment) -> Answer:  # noqa: ARG002 nobody is told
        return Answer(PaymentState.EXPIRED)

    def refund(self, refund: Refund) -> RefundAnswer:
        """The ledger puts it back onto the credit when this is written down."""
        return RefundAnswer(RefundState.DONE, f"credit-{refund.pk}")

    def read_refund(self, refund: Refund) -> RefundAnswer:
        return RefundAnswer(RefundState(refund.state), refund.reference)
