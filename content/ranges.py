"""Parts of a file, as browsers ask for them to play a film and to move about in it.

A web server before the site does that itself; where the site hands out its uploads
alone, Safari plays no film without it.
"""

import re
from collections.abc import Iterator
from http import HTTPStatus
from typing import IO, Any, Final

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

_ONE_PART: Final = re.compile(r"bytes=([0-9]{0,18})-([0-9]{0,18})")
_BLOCK_BYTES: Final = 64 * 1024


def in_parts(request: HttpRequest, whole: HttpResponseBase) -> HttpResponseBase:
    """Answer with the part that is asked for; with the whole where that is senseless.

    Of several parts at once nothing is known here: whoever asks for them gets the
    whole, as the standard allows. A part that begins behind the end is a 416.
    """
    if not isinstance(whole, FileResponse) or whole.status_code != HTTPStatus.OK:
        return whole
    whole["Accept-Ranges"] = "bytes"
    size = int(whole["Content-Length"])
    part = _asked_for(request, whole, size)
    if part is None:
        return whole
    if not part:
        _file_of(whole).close()
        return _refused(size)
    return _cut(whole, part, size)


def _asked_for(request: HttpRequest, whole: FileResponse, size: int) -> range | None:
    """The bytes that are meant, none where there are no such; None for the whole."""
    asked = _ONE_PART.fullmatch(request.headers.get("Range", "").strip())
    if request.method != "GET" or asked is None or not _is_of_this(request, whole):
        return None
    first, last = asked.groups()
    if not first:
        # The last so many.
        return range(max(size - int(last), 0), size) if last else None
    if last and int(last) < int(first):
        return None
    return range(int(first), min(int(last) + 1, size) if last else size)


def _is_of_this(request: HttpRequest, whole: FileResponse) -> bool:
    """Say whether the file is still the one of which the browser has a part."""
    return request.headers.get("If-Range") in (None, whole["Last-Modified"])


def _refused(size: int) -> HttpResponse:
    response = HttpResponse(status=HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE)
    response["Content-Range"] = f"bytes */{size}"
    response["Cache-Control"] = "no-store"
    return response


def _cut(whole: FileResponse, part: range, size: int) -> FileResponse:
    file = _file_of(whole)
    file.seek(part.start)
    whole.streaming_content = _blocks(file, len(part))
    whole.status_code = HTTPStatus.PARTIAL_CONTENT
    whole["Content-Length"] = str(len(part))
    whole["Content-Range"] = f"bytes {part.start}-{part[-1]}/{size}"
    return whole


def _file_of(whole: FileResponse) -> Any:
    return whole.file_to_stream


def _blocks(file: IO[bytes], length: int) -> Iterator[bytes]:
    while length > 0 and (block := file.read(min(_BLOCK_BYTES, length))):
        length -= len(block)
        yield block
