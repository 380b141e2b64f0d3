"""A way to pay that always works, for tests that are about something else."""

from datetime import timedelta

from tests.factories import NOON
from ticketing.checkout.carts import choose_places, new_cart
from ticketing.checkout.services import Buyer, place_order
from ticketing.payments.gateways import Answer, RefundAnswer
from ticketing.payments.models import PaymentState, RefundState
from ticketing.payments.services import record_capture

CODE = "ready"


class ReadyMoney:
    """Asked anything, it has the money."""

    code = CODE
    label = hint = "Ready money"
    hosts = ()
    is_hosted_page = False

    def is_available(self):
        return True

    def pay_by(self, *, now):
        return now + timedelta(minutes=15)

    def start(self, payment):
        return Answer(PaymentState.CAPTURED, reference=payment.key)

    def read(self, payment):
        return Answer(PaymentState.CAPTURED, reference=payment.key)

    expire = read

    def refund(self, refund):
        return RefundAnswer(RefundState.DONE, reference=refund.key)


def ordered(performance, places, *, now=NOON):
    """Return an order of these places that waits for its money."""
    cart = new_cart(currency=performance.currency, language="en")
    choose_places(cart, performance.pk, places, now=now)
    buyer = Buyer(name="Ada", email="ada@example.org")
    return place_order(cart.key, buyer, delivery="e-ticket", method=CODE, now=now).order


def bought(performance, places, *, now=NOON):
    """Return a paid order of these places, with its tickets."""
    order = ordered(performance, places, now=now)
    record_capture(order.payments.get(), reference=None, now=now)
    order.refresh_from_db()
    return order
