"""Mails to addresses that nobody has proved: few from one network."""

from typing import Final

from ground.counting import count

_MOST: Final = 30
_HOUR: Final = 3600


def may_write(network: str) -> bool:
    """Count one more mail that somebody there asks for; 30 in an hour are sent."""
    return count(f"joins:{network or 'unknown'}", _HOUR) <= _MOST
