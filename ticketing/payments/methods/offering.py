"""Which ways to pay are offered for a purchase, and until when it may be paid.

The rules are kept for a second, like the house's settings: a purchase asks for
them three times.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Final

from ground.keeping import SECOND, forget, kept
from ticketing.house.models import the_house
from ticketing.orders.models import Order, OrderLine, SalesChannel
from ticketing.payments import gateways
from ticketing.payments.balance import amount_due
from ticketing.payments.errors import MethodNotOffered
from ticketing.payments.gateways import Gateway
from ticketing.payments.methods.levels import levels_of
from ticketing.payments.methods.models import MethodRule

KEY: Final = "method-rules"
_DOORS: Final = {SalesChannel.WEB: "on_web", SalesChannel.API: "by_api"}


@dataclass(frozen=True, slots=True)
class Purchase:
    """What rules ask of a purchase; `starts_at` is its first performance's.

    Without a performance (a gift card) days say nothing.
    """

    channel: str
    amount: Decimal
    currency: str
    account_id: int | None = None
    starts_at: datetime | None = None


def rules_changed() -> None:
    forget(KEY)


def the_rules() -> dict[str, list[MethodRule]]:
    """The rules by method, at most a second old."""
    return kept(KEY, SECOND, _read)


def _read() -> dict[str, list[MethodRule]]:
    found: dict[str, list[MethodRule]] = {}
    for rule in MethodRule.objects.order_by("pk"):
        found.setdefault(rule.method, []).append(rule)
    return found


def offered(purchase: Purchase, *, now: datetime) -> list[Gateway]:
    """Ways to pay that this purchase may be paid by, in their order."""
    ways = gateways.available()
    return [way for way in ways if rules_hold(way.code, purchase, now=now)]


def rules_hold(code: str, purchase: Purchase, *, now: datetime) -> bool:
    """Whether the house's rules offer this way to pay for this purchase."""
    rules = the_rules()
    return code not in rules or bool(_holding(rules[code], purchase, now=now))


def offered_way(method: str, purchase: Purchase, *, now: datetime) -> Gateway:
    """The way to pay of that code. Raises MethodNotOffered."""
    for way in offered(purchase, now=now):
        if way.code == method:
            return way
    raise MethodNotOffered


def pay_by(way: Gateway, purchase: Purchase, *, now: datetime) -> datetime:
    """Until when what is paid this way waits: the gateway's time, or a rule's.

    Where several rules hold, the longest counts; one without hours leaves it to
    the gateway. A rule never gives more than the gateway.
    """
    ends = way.pay_by(now=now)
    held = _holding(the_rules().get(way.code, []), purchase, now=now)
    hours = [rule.pay_hours for rule in held if rule.pay_hours is not None]
    if not hours or len(hours) < len(held):
        return ends
    return min(ends, now + timedelta(hours=max(hours)))


def _holding(
    rules: Iterable[MethodRule], purchase: Purchase, *, now: datetime
) -> list[MethodRule]:
    return [rule for rule in rules if _holds(rule, purchase, now=now)]


def _holds(rule: MethodRule, purchase: Purchase, *, now: datetime) -> bool:
    if not getattr(rule, _DOORS.get(SalesChannel(purchase.channel), "at_desk")):
        return False
    if rule.level and rule.level not in levels_of(purchase.account_id, now):
        return False
    return _has_amount(rule, purchase) and _has_days(rule, purchase, now)


def _has_amount(rule: MethodRule, purchase: Purchase) -> bool:
    """Whether the amount is in the span; spans are in the house's currency."""
    if rule.amount_from is None and rule.amount_until is None:
        return True
    return purchase.currency == the_house().currency and is_between(
        purchase.amount, rule.amount_from, rule.amount_until
    )


def _has_days(rule: MethodRule, purchase: Purchase, now: datetime) -> bool:
    if purchase.starts_at is None:
        return True
    return is_between(
        Decimal(days_before(purchase.starts_at, now)), rule.days_from, rule.days_until
    )


def is_between(
    value: Decimal, least: Decimal | int | None, most: Decimal | int | None
) -> bool:
    """Whether a value is in a span whose ends belong to it; None is no end."""
    return (least is None or value >= least) and (most is None or value <= most)


def days_before(starts_at: datetime, now: datetime) -> int:
    """Days until a performance by the house's calendar; 0 once it has begun."""
    zone = the_house().zone
    days = starts_at.astimezone(zone).date() - now.astimezone(zone).date()
    return max(days.days, 0)


def purchase_of(order: Order) -> Purchase:
    """What is still to be paid of an order, as the rules see it."""
    return Purchase(
        channel=order.channel,
        amount=amount_due(order),
        currency=order.currency,
        account_id=order.account_id,
        starts_at=_first_start(order) if the_rules() else None,
    )


def _first_start(order: Order) -> datetime | None:
    lines = OrderLine.objects.live().filter(order=order, performance__isnull=False)
    starts = lines.order_by("performance__starts_at")
    return starts.values_list("performance__starts_at", flat=True).first()


def offered_for(
    order: Order, *, now: datetime, payments: Sequence[object] = ()
) -> list[Gateway]:
    """Ways to pay that an order's buyer may choose now.

    What the desk has set for this one order, or the buyer has begun, stays
    among them: `payments` are its payments, the newest first.
    """
    purchase = purchase_of(order) if the_rules() else None
    if purchase is None:
        return gateways.available()
    own = getattr(next(iter(payments), None), "method", "")
    codes = {way.code for way in offered(purchase, now=now)} | {own}
    return [way for way in gateways.available() if way.code in codes]
