"""Writing down what happened to the stock."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from ground.inserting import add_all
from ticketing.stock.models import StockEvent, StockEventKind


def record(
    kind: StockEventKind,
    moved: Iterable[tuple[int, int | None]],
    *,
    now: datetime,
    actor: str = "",
    reason: str = "",
) -> None:
    """Add one event for each performance and tier among (performance, tier) pairs."""
    add_all(
        StockEvent(
            performance_id=performance,
            tier_id=tier,
            kind=kind,
            count=count,
            actor=actor,
            reason=reason,
            at=now,
        )
        for (performance, tier), count in sorted(
            Counter(moved).items(), key=lambda item: (item[0][0], item[0][1] or 0)
        )
    )
