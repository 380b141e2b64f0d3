"""Lines about what is kept of a ticket that was given back."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from ticketing.orders.models import OrderLine

RETURN_FEE: Final = "return_fee"


class FeeLines:
    """The line kind `return_fee`: nothing is handed over, nothing is taken back."""

    def fulfil(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """Nothing is handed over."""

    def release(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """Nothing is taken back."""

    def reclaim(self, lines: Sequence[OrderLine], *, now: datetime) -> None:
        """Nothing was lost."""

    def refundable(self, line: OrderLine, *, now: datetime) -> bool:  # noqa: ARG002 the protocol's
        return False
