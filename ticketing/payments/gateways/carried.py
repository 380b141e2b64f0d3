"""Money that came over from another order: what goes back goes where it came from."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from ticketing.payments import gateways
from ticketing.payments.carrying import CARRIED, came_from
from ticketing.payments.gateways import Answer, Gateway, RefundAnswer
from ticketing.payments.models import Payment, PaymentState, Refund


class Carried(Gateway):
    """Never chosen: an exchange writes its payments, and they are here at once."""

    code = CARRIED
    label = _("Carried over by an exchange")
    hint = ""
    hosts = ()
    # Refunds are asked of the first payment's gateway, which may pay back by itself.
    is_hosted_page = True

    def is_available(self) -> bool:
        return False

    def pay_by(self, *, now: datetime) -> datetime:
        return now

    def start(self, payment: Payment) -> Answer:
        return Answer(PaymentState(payment.state))

    def read(self, payment: Payment) -> Answer:
        return Answer(PaymentState(payment.state))

    def expire(self, payment: Payment) -> Answer:
        return Answer(PaymentState(payment.state))

    def refund(self, refund: Refund) -> RefundAnswer:
        came = came_from(refund)
        return gateways.gateway(came.payment.gateway).refund(came.refund)

    def read_refund(self, refund: Refund) -> RefundAnswer:
        came = came_from(refund)
        return gateways.gateway(came.payment.gateway).read_refund(came.refund)
