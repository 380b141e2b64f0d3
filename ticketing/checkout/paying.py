"""Beginning to pay an order, and the addresses that lead back to it."""

from datetime import datetime

from django.conf import settings
from django.urls import reverse

from ground.errors import Refusal
from ground.money import ZERO
from ground.transactions import joined
from ticketing.checkout.selectors import CartContents
from ticketing.orders.models import Order
from ticketing.payments import gateways
from ticketing.payments.gateways import Gateway, ReturnAddresses
from ticketing.payments.methods.offering import Purchase, offered
from ticketing.payments.models import Payment
from ticketing.payments.on_account.offering import CompanyWay, company_ways
from ticketing.payments.services import change_method, start_payment
from ticketing.tickets.tasks import mail_order_placed


def purchase_of_cart(
    channel: str, account_id: int | None, contents: CartContents
) -> Purchase:
    """What a basket's held places cost, as the rules for ways to pay see it."""
    return Purchase(
        channel=channel,
        amount=contents.quote.total,
        currency=contents.quote.currency,
        account_id=account_id,
        starts_at=min(contents.starts, default=None),
    )


def ways_to_pay(contents: CartContents, *, now: datetime) -> list[Gateway | CompanyWay]:
    """What the house offers for a basket; nothing where nothing is to be paid."""
    cart = contents.cart
    if cart is None or contents.quote.total <= ZERO:
        return []
    purchase = purchase_of_cart(cart.channel, cart.account_id, contents)
    return [*offered(purchase, now=now), *company_ways(purchase, now=now)]


def order_address(order: Order, name: str = "order") -> str:
    """The path of an order's page, in the reader's language."""
    return reverse(f"checkout:{name}", args=[order.number, order.secret])


def begin_payment(payment: Payment | None, order: Order, *, now: datetime) -> str:
    """Start a payment and return where the buyer goes on.

    That is the gateway's page, or the order's own where there is none, where
    nothing is to be paid, and where the gateway did not answer: the order's
    page says what is true and offers to try again.
    """
    own = order_address(order)
    if payment is None or not order.is_unpaid:
        return own
    back = f"{settings.MARQUEE_BASE_URL}{order_address(order, 'order-return')}"
    try:
        return start_payment(payment, ReturnAddresses(back, back), now=now) or own
    except Refusal:
        return own


def pay_another_way(order: Order, method: str, *, now: datetime) -> str:
    """Change how an unpaid order is paid; return where the buyer goes on.

    The buyer is written to where they need to know how to pay. Raises what
    `change_method` raises.
    """
    payment = change_method(order.pk, method, now=now)
    tell_how_to_pay(payment)
    return begin_payment(payment, order, now=now)


@joined
def tell_how_to_pay(payment: Payment) -> None:
    """Plan the mail with reference and deadline; a hosted page needs none."""
    if not gateways.gateway(payment.gateway).is_hosted_page:
        mail_order_placed.enqueue(payment.order_id, payment.pk)
