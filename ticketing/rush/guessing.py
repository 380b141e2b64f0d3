"""Codes can't be found by trying: wrong ones are counted by network."""

from typing import Final

from django.core.cache import cache

from ticketing.rush.errors import CodeUnknown, TooManyGuesses
from ticketing.rush.models import the_rules

_TEN_MINUTES: Final = 600
# Who comes from no known network shares its count with all such visitors.
_SHARED: Final = 50


def may_guess(network: str) -> None:
    """Raises TooManyGuesses where the network had its wrong codes."""
    most = the_rules().wrong_codes * (1 if network else _SHARED)
    if (cache.get(_key(network)) or 0) >= most:
        raise TooManyGuesses


def wrong(network: str, refusal: CodeUnknown) -> CodeUnknown:
    """Count a wrong code; returns the refusal, to be raised."""
    key = _key(network)
    cache.add(key, 0, _TEN_MINUTES)
    cache.incr(key)
    return refusal


def _key(network: str) -> str:
    return f"wrong-codes:{network or 'unknown'}"
