"""What is sent to Stripe to begin; the same payment always gives the same.

Stripe refuses an idempotency key that comes back with other values, so that
nothing here may depend on the moment or on the reader's language.
"""

from collections import Counter
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext, override

from ticketing.orders.models import Order, OrderLine
from ticketing.payments.gateways.stripe_amounts import to_units
from ticketing.payments.models import Payment

# Stripe asks for 30 minutes at least, counted from its own clock, also where the
# buyer begins in the order's last minute. The order waits for less, and ends the
# session when its own time is over.
SESSION_LIFE = timedelta(minutes=65)
LONGEST_NAME = 250
MOST_ITEMS = 50


def session_request(payment: Payment) -> dict[str, Any]:
    """Return the values of a Checkout Session. Raises ValueError (see to_units)."""
    order = payment.order
    marks = {"payment": payment.key, "order": order.number}
    return {
        "mode": "payment",
        "client_reference_id": payment.key,
        "customer_email": order.buyer_email,
        "expires_at": int((payment.started_at + SESSION_LIFE).timestamp()),
        "line_items": _items(payment),
        "locale": "zh" if order.language.startswith("zh") else "en",
        "metadata": marks,
        "payment_intent_data": {"metadata": marks, "description": order.number},
        "success_url": payment.done_address or settings.MARQUEE_BASE_URL,
        "cancel_url": payment.left_address or settings.MARQUEE_BASE_URL,
        **_ways(payment),
    }


def _ways(payment: Payment) -> dict[str, Any]:
    """What the house offered when this began; nothing leaves it to the account."""
    if not payment.ways:
        return {}
    named: dict[str, Any] = {"payment_method_types": payment.ways.split()}
    if "wechat_pay" in named["payment_method_types"]:
        # Stripe asks for it: the page is one of the web.
        named["payment_method_options"] = {"wechat_pay": {"client": "web"}}
    return named


def _items(payment: Payment) -> list[dict[str, Any]]:
    """The order's lines; one item where a part is paid or they are too many."""
    order = payment.order
    chinese = order.language.startswith("zh")
    # Ended lines too: an order that has expired asks as it asked before.
    lines = [line for line in order.lines.all() if line.price]
    counted = Counter((_name(line, chinese=chinese), line.price) for line in lines)
    if sum(line.price for line in lines) != payment.amount or len(counted) > MOST_ITEMS:
        with override(order.language):
            counted = Counter([(_whole(order), payment.amount)])
    return [
        {
            "quantity": quantity,
            "price_data": {
                "currency": payment.currency.lower(),
                "unit_amount": to_units(price, payment.currency),
                "product_data": {"name": name},
            },
        }
        for (name, price), quantity in counted.items()
    ]


def _name(line: OrderLine, *, chinese: bool) -> str:
    names = (line.description_zh_hans, line.description_en)
    name = names[0] or names[1] if chinese else names[1] or names[0]
    return name[:LONGEST_NAME]


def _whole(order: Order) -> str:
    return gettext("Order %(number)s") % {"number": order.number}
