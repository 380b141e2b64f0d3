"""Stopping the sale of ticket types, and resuming it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from ticketing.shows.models import Performance
from ticketing.stock.errors import NothingChosen
from ticketing.stock.models import PriceTier, StockEvent, StockEventKind


def stop_types(
    performance: Performance,
    *,
    tier_ids: Collection[int],
    concession: int | None = None,
    actor: str,
    now: datetime,
    reason: str = "",
) -> int:
    """Stop selling these tiers, or only their tickets of one concession.

    What is held may still be paid for. Returns how many were on sale until
    now. Raises NothingChosen.
    """
    return _turn(
        performance,
        tier_ids,
        StockEvent(kind=StockEventKind.STOPPED, actor=actor, reason=reason, at=now),
        concession=concession,
    )


def resume_types(
    performance: Performance,
    *,
    tier_ids: Collection[int],
    concession: int | None = None,
    actor: str,
    now: datetime,
    reason: str = "",
) -> int:
    """Sell these tiers again, or their tickets of one concession.

    A cap that is reached still stops them. Returns how many were stopped.
    Raises NothingChosen.
    """
    return _turn(
        performance,
        tier_ids,
        StockEvent(kind=StockEventKind.RESUMED, actor=actor, reason=reason, at=now),
        concession=concession,
    )


@transaction.atomic
def _turn(
    performance: Performance,
    tier_ids: Collection[int],
    event: StockEvent,
    *,
    concession: int | None,
) -> int:
    wanted = PriceTier.objects.filter(performance=performance, pk__in=tier_ids)
    tiers = list(wanted.order_by("pk").select_for_update(no_key=True))
    if not tiers:
        raise NothingChosen
    turned = [tier for tier in tiers if _turned(tier, event, concession)]
    for tier in turned:
        tier.save(update_fields=["stopped_at", "stopped_concessions"])
    StockEvent.objects.bulk_create(
        StockEvent(
            performance=performance,
            tier=tier,
            kind=event.kind,
            count=1,
            actor=event.actor,
            reason=event.reason,
            at=event.at,
        )
        for tier in turned
    )
    return len(turned)


def _turned(tier: PriceTier, event: StockEvent, concession: int | None) -> bool:
    """Change the tier; say whether that made a difference."""
    stops = event.kind == StockEventKind.STOPPED
    if concession is None:
        was = tier.stopped_at is not None
        tier.stopped_at = (tier.stopped_at or event.at) if stops else None
        return was != stops
    stopped = set(tier.stopped_concessions)
    was = concession in stopped
    stopped = stopped | {concession} if stops else stopped - {concession}
    tier.stopped_concessions = sorted(stopped)
    return was != stops
