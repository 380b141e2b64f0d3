"""A performance's ticket types with all that the sales controller must know."""

from datetime import datetime

from django.db.models import Count, Q

from ticketing.shows.models import Performance
from ticketing.stock.board_counts import count
from ticketing.stock.board_lines import CapLine, TypeLine, caps_of, types_of
from ticketing.stock.models import Allotment
from ticketing.stock.models import Withholding as Withheld


def types_and_caps_of(
    performance: Performance, *, now: datetime
) -> tuple[tuple[TypeLine, ...], tuple[CapLine, ...]]:
    """Count the places of each tier, and what each cap counts, as the board does."""
    tallies = count([performance.pk], now=now)[performance.pk].by_tier
    found = list(performance.caps.prefetch_related("tiers"))
    by_cap = {cap.pk: list(cap.tiers.all()) for cap in found}
    caps = caps_of(found, by_cap, tallies)
    return types_of(list(performance.tiers.all()), tallies, caps, {}), caps


def withholdings_of(performance: Performance) -> list[tuple[Withheld, int]]:
    """Withholdings that still have places, with how many."""
    live = performance.withholdings.filter(released_at=None)
    counted = live.annotate(count=Count("places")).filter(count__gt=0)
    return [(one, one.count) for one in counted]


def allotments_of(
    performance: Performance, *, now: datetime
) -> list[tuple[Allotment, int, int]]:
    """Allotments that have not ended: places in all, and free of them."""
    free = Count("places", filter=_of_places(now))
    live = performance.allotments.filter(released_at=None).select_related("account")
    counted = live.annotate(total=Count("places"), free=free)
    return [(one, one.total, one.free) for one in counted]


def _of_places(now: datetime) -> Q:
    return Q(places__state="free") | Q(
        places__state="held", places__held_until__lte=now
    )
