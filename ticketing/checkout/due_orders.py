"""Paying for a level: an order of one line, paid like any other."""

from datetime import datetime

from django.db import IntegrityError, transaction

from ground.crash import crash_point
from ground.inserting import add
from members.levels import may_pay
from members.models import Account, Level
from ticketing.checkout.errors import SentBefore
from ticketing.checkout.services import Buyer, Placed, accept_order
from ticketing.dues.models import Due
from ticketing.dues.ordering import due_line
from ticketing.house.models import the_house
from ticketing.orders import services as orders
from ticketing.orders.models import Order, SalesChannel
from ticketing.orders.phases import Phase
from ticketing.payments.methods.offering import Purchase, offered_way, pay_by

# Before a form's key, so that it is no basket's.
_KEY = "due-"


def purchase_of_due(level: Level, account: Account) -> Purchase:
    return Purchase(SalesChannel.WEB, level.fee, the_house().currency, account.pk)


def order_due(
    key: str,
    level: Level,
    account: Account,
    buyer: Buyer,
    *,
    method: str,
    now: datetime,
) -> Placed:
    """Order a period of a level; the same key gives the same order.

    The membership begins when it is paid. Raises MethodNotOffered, SentBefore, and
    what `may_pay` raises.
    """
    cart_key = f"{_KEY}{key}"[:64]
    try:
        return _order(cart_key, level, account, buyer, method, now=now)
    except IntegrityError:
        before = _placed_before(cart_key, account)
        if before is None:
            raise SentBefore from None
        return before


def _placed_before(cart_key: str, account: Account) -> Placed | None:
    order = Order.objects.filter(cart_key=cart_key, account=account).first()
    if order is None:
        return None
    return Placed(order, order.payments.order_by("-pk").first())


@transaction.atomic
def _order(
    cart_key: str,
    level: Level,
    account: Account,
    buyer: Buyer,
    method: str,
    *,
    now: datetime,
) -> Placed:
    before = _placed_before(cart_key, account)
    if before is not None:
        return before
    may_pay(account, level, now=now)
    purchase = purchase_of_due(level, account)
    way = offered_way(method, purchase, now=now)
    order = _new_order(cart_key, buyer, purchase)
    order.pay_by, order.drafted_at = pay_by(way, purchase, now=now), now
    add(order)
    due = Due.objects.create(
        account=account, level=level, months=level.months, order=order
    )
    add(due_line(order, due, level.fee))
    crash_point("due-ordered")
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
        total=purchase.amount,
    )
