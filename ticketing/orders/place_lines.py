"""Lines about places of a performance."""

from collections.abc import Sequence
from datetime import datetime

from ticketing.orders.models import OrderLine
from ticketing.stock.errors import PlacesUnavailable
from ticketing.stock.services import give_back_places, reclaim_places, sell_places

PLACE = "place"


class PlaceLines:
    """The line kind `place`: its things are rows of the stock."""

    def fulfil(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """Money that comes after a performance was called off goes back."""
        _must_be_played(lines)
        sell_places(_places(lines), now=now)

    def release(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        give_back_places(_places(lines), now=now)

    def reclaim(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """Nobody is sold a place of a performance that is over or called off."""
        lost = [line.place_id for line in lines if not _is_to_come(line, now=now)]
        if lost:
            raise PlacesUnavailable([pk for pk in lost if pk is not None])
        reclaim_places(_places(lines), now=now)

    def refundable(self, line: OrderLine, *, now: datetime) -> bool:
        return line.performance is not None and line.performance.starts_at > now

    def is_used_up(self, line: OrderLine) -> bool:  # noqa: ARG002 the protocol's
        return False


def _is_to_come(line: OrderLine, *, now: datetime) -> bool:
    performance = line.performance
    return (
        performance is not None
        and performance.cancelled_at is None
        and performance.starts_at > now
    )


def _must_be_played(lines: Sequence[OrderLine]) -> None:
    """Raises PlacesUnavailable for places of a cancelled performance."""
    off = [
        line.place_id
        for line in lines
        if line.place_id is not None
        and line.performance is not None
        and line.performance.cancelled_at is not None
    ]
    if off:
        raise PlacesUnavailable(off)


def _places(lines: Sequence[OrderLine]) -> list[int]:
    return [line.place_id for line in lines if line.place_id is not None]
