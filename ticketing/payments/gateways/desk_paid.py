"""What paying to people has in common: the desk says what came and went."""

from ticketing.payments.gateways import Answer, Gateway, RefundAnswer
from ticketing.payments.models import Payment, PaymentState, Refund, RefundState


class DeskPaid(Gateway):
    """There is nobody to ask: `arrivals.receive_payment` is how money is seen."""

    hosts = ()
    is_hosted_page = False
    waits_for_rest = True

    def start(self, payment: Payment) -> Answer:  # noqa: ARG002 nobody is told
        return Answer(PaymentState.PENDING)

    def read(self, payment: Payment) -> Answer:
        return Answer(PaymentState(payment.state))

    def expire(self, payment: Payment) -> Answer:  # noqa: ARG002 nobody is told
        return Answer(PaymentState.EXPIRED)

    def refund(self, refund: Refund) -> RefundAnswer:
        return RefundAnswer(RefundState.STARTED, refund.reference)

    def read_refund(self, refund: Refund) -> RefundAnswer:
        return RefundAnswer(RefundState(refund.state), refund.reference)
