"""Codes can't be found by trying: wrong ones are counted by network."""

from typing import Final

from ground.counting import count, counted
from ticketing.rush.errors import TooManyGuesses
from ticketing.rush.models import the_rules

_TEN_MINUTES: Final = 600
# Who comes from no known network shares its count with all such visitors.
_SHARED: Final = 50


def may_guess(network: str) -> None:
    """Raises TooManyGuesses where the network had its wrong codes."""
    most = the_rules().wrong_codes * (1 if network else _SHARED)
    if counted(_key(network)) >= most:
        raise TooManyGuesses


def count_wrong(network: str) -> None:
    """Count a wrong code of the network."""
    count(_key(network), _TEN_MINUTES)


def _key(network: str) -> str:
    return f"wrong-codes:{network or 'unknown'}"
