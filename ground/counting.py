"""Counting what happens within a while, over all processes: in the cache."""

from django.core.cache import cache


def count(key: str, seconds: int) -> int:
    """Count one more; return how many there are with it.

    The count begins anew so many seconds after its first.
    """
    cache.add(key, 0, seconds)
    try:
        return int(cache.incr(key))
    except ValueError:
        # It ended between the two.
        cache.set(key, 1, seconds)
        return 1


def counted(key: str) -> int:
    """How many there are now."""
    return int(cache.get(key) or 0)
