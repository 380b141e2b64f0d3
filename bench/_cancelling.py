"""A performance that is cancelled: all its orders are taken back, one by one.

`cancelled_orders_s` counts the job alone, from its first piece to its end: tickets,
places, books, and the refunds that are planned; no gateway is asked and no mail sent.
"""

import time
from typing import Final

ORDERS: Final = 300
TICKETS: Final = 2


def cancelling() -> dict[str, float]:
    """Sell that many orders of two tickets each, then call the evening off."""
    from django.utils import timezone  # noqa: PLC0415

    from ticketing.payments.models import Refund  # noqa: PLC0415
    from ticketing.returns.calling_off import Plan, call_off, go_on  # noqa: PLC0415

    performance = _sold_out()
    now = timezone.now()
    plan = Plan("cancelled", "bench", ["refund"], "refund")
    begun = time.perf_counter()
    job = call_off(performance, plan, now=now, actor="bench")
    while go_on(job.pk, now=now):
        pass
    took = time.perf_counter() - begun
    back = Refund.objects.filter(refund_lines__line__performance=performance)
    done = back.distinct().count()
    if done != ORDERS:
        message = f"{done} of {ORDERS} orders were taken back"
        raise SystemExit(message)
    return {"cancelled_orders_s": round(ORDERS / took, 1)}


def _sold_out() -> int:
    from django.utils import timezone  # noqa: PLC0415

    from bench._halls import offered_hall  # noqa: PLC0415
    from tests import ready_money  # noqa: PLC0415
    from ticketing.payments import gateways  # noqa: PLC0415
    from ticketing.shows.models import Performance  # noqa: PLC0415
    from ticketing.stock.models import Place  # noqa: PLC0415

    gateways.register(ready_money.ReadyMoney())
    key = offered_hall(seats=1000)
    performance, now = Performance.objects.get(pk=key), timezone.now()
    places = Place.objects.filter(performance=key, tier__isnull=False).order_by("pk")
    keys = list(places.values_list("pk", flat=True)[: ORDERS * TICKETS])
    for n in range(0, len(keys), TICKETS):
        ready_money.bought(performance, keys[n : n + TICKETS], now=now)
    return key
