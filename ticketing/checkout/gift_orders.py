"""Buying a gift card: an order of one line, paid like any other."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from ground.crash import crash_point
from ground.inserting import add
from ground.names import CHINESE, ENGLISH
from ticketing.checkout.errors import SentBefore
from ticketing.checkout.services import Buyer, Placed, accept_order
from ticketing.gifts.models import Gift
from ticketing.house.models import the_house
from ticketing.orders import services as orders
from ticketing.orders.models import Order, OrderLine, SalesChannel
from ticketing.orders.phases import Phase
from ticketing.payments.credit.models import GIFT_CARD
from ticketing.payments.methods.offering import Purchase, offered_way, pay_by

# Before a form's key, so that it is no basket's.
_KEY = "gift-"


@dataclass(frozen=True, slots=True)
class Present:
    """How much, for whom, and when; without an address the buyer gets it."""

    amount: Decimal
    to_name: str = ""
    email: str = ""
    message: str = ""
    send_on: date | None = None


def purchase_of_gift(amount: Decimal, account_id: int | None, channel: str) -> Purchase:
    return Purchase(channel, amount, the_house().currency, account_id)


def order_gift_card(
    key: str,
    present: Present,
    buyer: Buyer,
    *,
    method: str,
    now: datetime,
    channel: str = SalesChannel.WEB,
) -> Placed:
    """Order a gift card; the same key gives the same order, however often it is sent.

    The card is made when it is paid. Raises MethodNotOffered, SentBefore.
    """
    try:
        return _order(f"{_KEY}{key}"[:64], present, buyer, method, channel, now=now)
    except IntegrityError:
        before = _placed_before(f"{_KEY}{key}"[:64], buyer)
        if before is None:
            # Whoever has signed in or out meanwhile is another buyer.
            raise SentBefore from None
        return before


def _placed_before(cart_key: str, buyer: Buyer) -> Placed | None:
    account = buyer.account.pk if buyer.account else None
    order = Order.objects.filter(cart_key=cart_key, account=account).first()
    if order is None:
        return None
    return Placed(order, order.payments.order_by("-pk").first())


@transaction.atomic
def _order(
    cart_key: str,
    present: Present,
    buyer: Buyer,
    method: str,
    channel: str,
    *,
    now: datetime,
) -> Placed:
    before = _placed_before(cart_key, buyer)
    if before is not None:
        return before
    account = buyer.account.pk if buyer.account else None
    purchase = purchase_of_gift(present.amount, account, channel)
    way = offered_way(method, purchase, now=now)
    order = _new_order(cart_key, buyer, purchase)
    order.pay_by = pay_by(way, purchase, now=now)
    order.drafted_at = now
    add(order)
    _write_line(order, present)
    crash_point("gift-card-ordered")
    return accept_order(order, method, (), now=now)


def _new_order(cart_key: str, buyer: Buyer, purchase: Purchase) -> Order:
    """Not saved: when, and until when, is the caller's."""
    return Order(
        number=orders.new_number(),
        secret=orders.new_secret(),
        cart_key=cart_key,
        account=buyer.account,
        user=buyer.user,
        channel=purchase.channel,
        language=buyer.language,
        currency=purchase.currency,
        phase=Phase.DRAFT,
        buyer_name=buyer.name,
        buyer_email=buyer.email,
        buyer_phone=buyer.phone,
        total=purchase.amount,
    )


def _write_line(order: Order, present: Present) -> OrderLine:
    gift = Gift.objects.create(
        from_name=order.buyer_name,
        to_name=present.to_name,
        message=present.message,
        email=present.email or order.buyer_email,
        language=order.language,
        send_on=present.send_on,
    )
    name = present.to_name
    words = {ENGLISH: "Gift card", CHINESE: "礼品卡"}
    if name:
        words = {ENGLISH: f"Gift card for {name}", CHINESE: f"礼品卡，送给{name}"}
    # No tax and no fee: what it pays for later is taxed then.
    return add(
        OrderLine(
            order=order,
            position=1,
            kind=GIFT_CARD,
            subject=gift.pk,
            description_en=words[ENGLISH],
            description_zh_hans=words[CHINESE],
            list_price=present.amount,
            price=present.amount,
        )
    )
