"""How the demo house steers its sales: limits, a presale, a room, a list, a cap.

So that the live board and the way of a visitor have something of each to show.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from members.models import User
from starter.demo.loading.frame import SOURCE
from ticketing.rush.codes import make_codes
from ticketing.rush.models import PresaleWindow, Room
from ticketing.rush.rooms import RoomPlan, set_room
from ticketing.shows.models import Performance
from ticketing.stock import control
from ticketing.stock.models import Cap, Place, PriceTier, WithholdingKind

DESK: Final = "desk@marquee.example"
MOST_PER_BUYER: Final = 4
# A room is set up for a sale that is at least so far away.
AHEAD: Final = timedelta(days=1)
# Caps and allotments are for some time, so that they are there when one looks.
LATER: Final = timedelta(days=7)
PRESALE_SHARE: Final = 10
CODES: Final = 20
# What is free of a sale that is worth steering.
ENOUGH: Final = 60
UNTIL_CAP, WARNING = 40, 10
WITHHELD: Final = {
    WithholdingKind.HOUSE: (6, "House seats · 贵宾席"),
    WithholdingKind.PRESS: (4, "Reviewers · 媒体席"),
    WithholdingKind.TECHNICAL: (2, "Camera · 摄像机位"),
}
ALLOTTED: Final = 12


@transaction.atomic
def steer_sales(*, now: datetime) -> bool:
    """Steer some coming sales, where none is steered yet; say whether it did."""
    if Room.objects.exists() or Cap.objects.exists():
        return False
    coming = _coming(now)
    sold_out = coming.filter(~Exists(_free(now)), on_sale_from__lte=now)
    sold_out.update(has_waiting_list=True)
    for performance in coming.filter(on_sale_from__gt=now + AHEAD)[:1]:
        _open_through_a_room(performance, now=now)
    later = coming.filter(on_sale_from__lte=now, starts_at__gt=now + LATER)
    free = Count("places", filter=Q(places__in=Place.objects.free(now)))
    worth = later.alias(free=free).filter(free__gte=ENOUGH)
    for performance, steer in zip(worth[:2], (_cap_and_withhold, _allot), strict=False):
        steer(performance, now=now)
    return True


def _coming(now: datetime) -> QuerySet[Performance]:
    rows = Performance.objects.filter(show__source=SOURCE, starts_at__gt=now + AHEAD)
    offered = rows.filter(offered=True, cancelled_at=None)
    return offered.select_related("show").order_by("starts_at", "pk")


def _free(now: datetime) -> QuerySet[Place]:
    return Place.objects.free(now).filter(performance=OuterRef("pk"))


def _open_through_a_room(performance: Performance, *, now: datetime) -> None:
    """Few for each, friends of the house first, and a draw among who come early."""
    opens = performance.on_sale_from or now
    performance.most_per_order = performance.most_per_buyer = MOST_PER_BUYER
    performance.save(update_fields=["most_per_order", "most_per_buyer"])
    window = PresaleWindow.objects.create(
        name_en="Friends of the house",
        name_zh_hans="剧院之友",
        begins_at=now,
        ends_at=opens,
        quota=max(performance.places.count() // PRESALE_SHARE, CODES * 2),
    )
    window.performances.set([performance])
    make_codes(window, count=CODES, batch="Friends", now=now)
    plan = RoomPlan(opens - timedelta(hours=1))
    set_room(performance.pk, plan, actor=_desk(), now=now)


def _cap_and_withhold(performance: Performance, *, now: datetime) -> None:
    """The two cheapest prices are capped together; some of the dearest kept back."""
    tiers = list(PriceTier.objects.filter(performance=performance).order_by("-price"))
    taken = Place.objects.filter(tier__in=tiers[-2:]).taken(now).count()
    control.set_cap(
        performance,
        tier_ids=[tier.pk for tier in tiers[-2:]],
        number=taken + UNTIL_CAP,
        warn_at=taken + UNTIL_CAP - WARNING,
        actor=_desk(),
        now=now,
    )
    best = iter(_best(performance, sum(n for n, _ in WITHHELD.values()), now=now))
    for kind, (count, reason) in WITHHELD.items():
        places = [place for _, place in zip(range(count), best, strict=False)]
        control.withhold_places(
            performance, places, kind=kind, reason=reason, actor=_desk(), now=now
        )


def _allot(performance: Performance, *, now: datetime) -> None:
    """Only the telephone sells some, until they go on sale by themselves."""
    control.allot_places(
        performance,
        _best(performance, ALLOTTED, now=now),
        channel="phone",
        release_at=performance.starts_at - AHEAD / 2,
        reason="Telephone orders · 电话订票",
        actor=_desk(),
        now=now,
    )


def _best(performance: Performance, count: int, *, now: datetime) -> Sequence[int]:
    """So many free places of the dearest price, in the order of the plan."""
    free = Place.objects.free(now).filter(performance=performance)
    keys = free.order_by("-tier__price", "number", "pk").values_list("pk", flat=True)
    return list(keys[:count])


def _desk() -> str:
    desk = User.objects.filter(email=DESK).first()
    return str(desk) if desk else ""
