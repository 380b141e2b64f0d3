"""Lines about what is kept of a ticket that was given back or exchanged."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ticketing.orders.models import OrderLine

RETURN_FEE: Final = "return_fee"
# Of an exchange: the fee, and what is kept of a dearer ticket.
EXCHANGE_FEE: Final = "exchange_fee"
# What a buyer leaves to the house instead of having it back.
DONATION: Final = "donation"
FEE_KINDS: Final = (RETURN_FEE, EXCHANGE_FEE)


class FeeLines:
    """The kinds of line that are fees: nothing is handed over or taken back."""

    def fulfil(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """Nothing is handed over."""

    def release(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """Nothing is taken back."""

    def reclaim(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """Nothing was lost."""

    def refundable(self, line: OrderLine, *, now: datetime) -> bool:  # noqa: ARG002 the protocol's
        return False

    def is_used_up(self, line: OrderLine) -> bool:  # noqa: ARG002 the protocol's
        """By the desk's word a fee goes back with the whole order."""
        return False
