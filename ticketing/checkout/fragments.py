"""Pieces of pages that are the same for everyone, kept for a moment.

Where many ask at once, one of each process builds and the others wait: a sale
that opens would otherwise build the same list in every thread.
"""

import gzip
import threading
from collections import defaultdict
from collections.abc import Callable
from typing import Final, TypeVar

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse

SECOND: Final = 1
# A plan version never changes once it is used; the cache may drop it anyway.
WEEK: Final = 7 * 24 * 3600

Kept = TypeVar("Kept")

_STRIPES: Final = 16
_locks: Final[defaultdict[int, threading.Lock]] = defaultdict(threading.Lock)


def kept(key: str, seconds: int, build: Callable[[], Kept]) -> Kept:
    """Return what was built under this key, building it where it is gone."""
    found: Kept | None = cache.get(key)
    if found is not None:
        return found
    with _locks[hash(key) % _STRIPES]:
        found = cache.get(key)
        if found is None:
            found = build()
            cache.set(key, found, seconds)
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
