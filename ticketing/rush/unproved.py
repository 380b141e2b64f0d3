"""What is done in the name of addresses that nobody has proved: little by network."""

from typing import Final

from ground.counting import count
from ticketing.rush.errors import TooManyOrders

_MOST: Final = 30
_HOUR: Final = 3600
# Who comes from no known network shares its count with all such visitors.
_SHARED: Final = 50


def may_write(network: str) -> bool:
    """Count one more mail that somebody there asks for; 30 in an hour are sent."""
    return count(f"joins:{network or 'unknown'}", _HOUR) <= _MOST


def may_order(network: str) -> None:
    """Count one more order that holds no place, such as a gift card's.

    Places run out by themselves, and these do not. Raises TooManyOrders after 30 in
    an hour.
    """
    most = _MOST * (1 if network else _SHARED)
    if count(f"unheld-orders:{network or 'unknown'}", _HOUR) > most:
        raise TooManyOrders
