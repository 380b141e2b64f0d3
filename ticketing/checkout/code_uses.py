"""Using codes up: what can run out is counted under its code's lock.

A use is an order. It is a numbered slot of the code, which no other order can have:
that is the second guard. An order that has ended gives its slot back, whatever ended
it; where its money comes late all the same, it must find one again.
"""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Count, Max, Q, QuerySet

from ticketing.checkout.code_errors import (
    CodeSpentMeanwhile,
    OfferCodeNotNow,
    OfferCodeSpent,
    OfferCodeYours,
)
from ticketing.checkout.models import CodeUse
from ticketing.offers.models import Code
from ticketing.orders.models import Order
from ticketing.orders.phases import ENDED
from ticketing.rush.buyers import key_hash, one_email
from ticketing.rush.models import the_rules


def use_codes(order: Order, code_ids: Iterable[int], *, now: datetime) -> None:
    """Use these codes up for a new order, inside its transaction.

    Raises OfferCodeNotNow, OfferCodeSpent or OfferCodeYours, and then the caller
    makes no order.
    """
    key = buyer_key(order)
    for code in _locked(code_ids):
        if not code.runs_at(now):
            raise OfferCodeNotNow(code=code.code)
        slot = None
        if code.is_counted:
            give_back_ended(code)
            _refuse(code, order, key)
            slot = _free_slot(code)
        CodeUse.objects.create(code=code, slot=slot, order=order, buyer_key=key)


def keep_codes_of_paid(order: Order, _now: datetime) -> None:
    """Runs on entering *paid*: an order that had expired is counted anew.

    Raises CodeSpentMeanwhile where others have used its code since: its money goes
    back.
    """
    if order.expired_at is None:
        return
    uses = CodeUse.objects.filter(order=order)
    for code in _locked(uses.values_list("code_id", flat=True)):
        if not code.is_counted:
            continue
        try:
            _refuse(code, order, buyer_key(order))
        except (OfferCodeSpent, OfferCodeYours) as refusal:
            raise CodeSpentMeanwhile from refusal
        uses.filter(code=code, slot=None).update(slot=_free_slot(code))


def refuse_spent(code: Code) -> None:
    """Look, without its lock, whether all its uses are taken. Raises OfferCodeSpent."""
    if code.most_uses is not None and live_uses(code).count() >= code.most_uses:
        raise OfferCodeSpent(code=code.code)


def live_uses(code: Code) -> QuerySet[CodeUse]:
    """Orders with the code that have not ended."""
    return CodeUse.objects.filter(code=code).exclude(order__phase__in=ENDED)


def buyer_key(order: Order) -> str:
    return key_hash("email", one_email(order.buyer_email, the_rules()))


def _locked(code_ids: Iterable[int]) -> list[Code]:
    """Wait for other orders with these codes, in key order; then read them."""
    codes = Code.objects.filter(pk__in=list(code_ids)).order_by("pk")
    list(codes.select_for_update(no_key=True).values_list("pk"))
    return list(codes)


def give_back_ended(code: Code) -> None:
    """The slots of orders that have ended are free again."""
    ended = CodeUse.objects.filter(code=code, order__phase__in=ENDED)
    keys = list(ended.filter(slot__isnull=False).values_list("pk", flat=True))
    if keys:
        CodeUse.objects.filter(pk__in=keys).update(slot=None)


def _refuse(code: Code, order: Order, key: str) -> None:
    """Raises OfferCodeSpent or OfferCodeYours."""
    theirs = Q(buyer_key=key)
    if order.account_id is not None:
        theirs |= Q(order__account=order.account_id)
    others = live_uses(code).exclude(order=order)
    counted = others.aggregate(all=Count("pk"), theirs=Count("pk", filter=theirs))
    if code.most_uses is not None and counted["all"] >= code.most_uses:
        raise OfferCodeSpent(code=code.code)
    most = code.most_per_buyer
    if most is not None and counted["theirs"] >= most:
        raise OfferCodeYours(code=code.code)


def _free_slot(code: Code) -> int:
    """The lowest number that no use has."""
    taken = CodeUse.objects.filter(code=code, slot__isnull=False)
    known = taken.aggregate(count=Count("pk"), top=Max("slot"))
    top: int = known["top"] or 0
    if known["count"] == top:
        return top + 1
    numbers = set(taken.values_list("slot", flat=True))
    return next(n for n in range(1, top + 2) if n not in numbers)
