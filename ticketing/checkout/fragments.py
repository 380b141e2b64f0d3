"""Pieces of pages that are the same for everyone, compressed when they are kept."""

import gzip
from typing import Final

from django.http import HttpRequest, HttpResponse

# A plan version never changes once it is used; the process may drop it anyway.
WEEK: Final = 7 * 24 * 3600


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
