"""Pieces of pages that are the same for everyone, kept for a moment.

Where many ask at once, one of each process builds and the others wait: a sale
that opens would otherwise build the same list in every thread.
"""

import gzip
import threading
from collections import defaultdict
from collections.abc import Callable
from typing import Any, Final, TypeVar

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

SECOND: Final = 1
# A plan version never changes once it is used; the cache may drop it anyway.
WEEK: Final = 7 * 24 * 3600

Kept = TypeVar("Kept")

_STRIPES: Final = 16
_PATIENCE_SECONDS: Final = 2
_locks: Final[defaultdict[int, Any]] = defaultdict(threading.RLock)


def kept(key: str, seconds: int, build: Callable[[], Kept]) -> Kept:
    """Return what was built under this key, building it where it is gone."""
    found: Kept | None = cache.get(key)
    if found is not None:
        return found
    lock = _locks[hash(key) % _STRIPES]
    # What is built may keep parts of its own, and two keys may share a lock:
    # nobody waits for ever; who has waited long enough builds it too.
    is_mine = lock.acquire(timeout=_PATIENCE_SECONDS)
    try:
        found = cache.get(key)
        if found is None:
            found = build()
            cache.set(key, found, seconds)
    finally:
        if is_mine:
            lock.release()
    return found


def compressed(text: str) -> bytes:
    return gzip.compress(text.encode(), compresslevel=6, mtime=0)


def json_answer(request: HttpRequest, body: bytes) -> HttpResponse:
    """Answer with JSON that was compressed when it was kept."""
    if "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(body, content_type="application/json")
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(gzip.decompress(body), content_type="application/json")
    response["Vary"] = "Accept-Encoding"
    return response
