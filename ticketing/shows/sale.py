"""What can be said of a performance's sale from its own row, at a moment."""

from datetime import datetime
from enum import StrEnum

from ticketing.shows.models import Performance


class SaleState(StrEnum):
    """Computed, never stored: moments make it."""

    PAST = "past"
    CANCELLED = "cancelled"
    MOVED = "moved"
    NOT_OFFERED = "not_offered"
    OPENS_LATER = "opens_later"
    OFF_SALE = "off_sale"
    ON_SALE = "on_sale"


def sale_state(performance: Performance, at: datetime) -> SaleState:
    """Say why a place can or can't be had; the same law as `on_sale(at)`.

    Needs the performance's show loaded: a withdrawn show offers nothing.
    """
    p = performance
    opens = p.on_sale_from
    rules = (
        (p.cancelled_at is not None, SaleState.CANCELLED),
        (p.moved_to_id is not None, SaleState.MOVED),
        (p.starts_at <= at, SaleState.PAST),
        (not p.offered or opens is None, SaleState.NOT_OFFERED),
        (p.show.withdrawn_at is not None, SaleState.NOT_OFFERED),
        (opens is not None and opens > at, SaleState.OPENS_LATER),
        (p.off_sale_at is not None and p.off_sale_at <= at, SaleState.OFF_SALE),
    )
    return next((state for holds, state in rules if holds), SaleState.ON_SALE)
