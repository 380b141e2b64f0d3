"""What a line can be about, and what that kind of line does.

A place line moves stock; a membership fee or a lot does something else. Each
kind is registered once, by the room that owns its subject.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Final, Protocol

from ticketing.orders.models import OrderLine

# What brings the tickets to their buyer; the books have it by itself.
DELIVERY: Final = "delivery"


class LineKind(Protocol):
    """What every kind of line can do; all of it inside the caller's transaction."""

    def fulfil(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """The order is paid: hand the things over. May refuse."""

    def release(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """The lines have ended: take the things back."""

    def reclaim(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """Get the things anew for an order that had lost them. May refuse."""

    def refundable(self, line: OrderLine, *, now: datetime) -> bool:
        """Whether the line may be given back at that moment."""

    def is_used_up(self, line: OrderLine) -> bool:
        """Whether its price stays with the house even if the whole order goes back."""


_kinds: dict[str, LineKind] = {}


def register(name: str, kind: LineKind) -> None:
    _kinds[name] = kind


def by_kind(lines: Sequence[OrderLine]) -> list[tuple[LineKind, list[OrderLine]]]:
    """Group lines by their kind, in the order of the kinds' names."""
    names = sorted({line.kind for line in lines})
    return [(_kinds[n], [line for line in lines if line.kind == n]) for n in names]


def kind_of(line: OrderLine) -> LineKind:
    return _kinds[line.kind]
