"""What stands before Django: a page that was just handed out goes to the next at once.

A kept page needs no request object, no signal and no middleware: only its bytes, and
that somebody looked. The front keeps what Django has answered with a copy, under all
that the answer can hang on, and hands it out for as long as that copy is fresh. What
it does not know for certain goes to Django: other verbs, lists of ETags, long queries.
"""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpResponse
from django.http.response import HttpResponseBase

from content.page_copies import OF_THE_BODY, Copy, takes_gzip
from content.visits.looking import look

Environ = dict[str, Any]
StartResponse = Callable[..., Any]
Application = Callable[[Environ, StartResponse], Iterable[bytes]]
Headers = list[tuple[str, str]]
Key = tuple[Any, ...]

# The host and the scheme as Django may read them; a proxy of ours writes the last.
HANGS_ON: Final = (
    "HTTP_HOST",
    "SCRIPT_NAME",
    "PATH_INFO",
    "QUERY_STRING",
    "wsgi.url_scheme",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
)
# Whoever sends these asks for more than the page.
FOR_DJANGO: Final = ("HTTP_RANGE", "HTTP_AUTHORIZATION", "HTTP_IF_MODIFIED_SINCE")
LONGEST_QUERY: Final = 100
# Pages that are kept here together; a house has less than that in use in a second.
MOST: Final = 512


@dataclass(frozen=True, slots=True)
class Answer:
    """What Django said, ready to be said again."""

    copy: Copy
    headers: Headers
    headers_of_304: Headers
    body: list[bytes]


class PageFront:
    """A WSGI application around Django's own."""

    def __init__(self, application: Application) -> None:
        self.application = application
        self.shelf: dict[Key, Answer] = {}

    def __call__(
        self, environ: Environ, start_response: StartResponse
    ) -> Iterable[bytes]:
        key = _key(environ)
        if key is None:
            return self.application(environ, start_response)
        found = self.shelf.get(key)
        if found is not None and found.copy.is_fresh(time.time()):
            return _say(found, environ, start_response)
        response = self.application(environ, start_response)
        answer = _answer_in(response)
        if answer is not None:
            self._put(key, answer)
        return response

    def _put(self, key: Key, answer: Answer) -> None:
        if len(self.shelf) >= MOST and key not in self.shelf:
            # All are made again within a second: no need to look which is oldest.
            self.shelf = {}
        self.shelf[key] = answer


def _key(environ: Environ) -> Key | None:
    """Name what is asked for; None where Django shall decide."""
    if (
        environ["REQUEST_METHOD"] not in ("GET", "HEAD")
        or not environ.get("HTTP_HOST")
        or len(environ.get("QUERY_STRING", "")) > LONGEST_QUERY
        or any(name in environ for name in FOR_DJANGO)
    ):
        return None
    told = environ.get("HTTP_IF_NONE_MATCH", "")
    if "," in told or told == "*":
        return None
    zips = takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
    return (zips, *map(environ.get, HANGS_ON))


def _answer_in(response: Iterable[bytes]) -> Answer | None:
    """Keep what Django answers with a copy that hangs on nothing of the visitor's.

    An address without a language answers by what the browser prefers; that is left
    to Django, which has such a copy too.
    """
    copy: Copy | None = getattr(response, "kept_copy", None)
    if (
        copy is None
        or not isinstance(response, HttpResponse)
        or response.status_code != HttpResponse.status_code
        or response.cookies
        or response.get("Vary", "").lower() != "accept-encoding"
    ):
        return None
    return Answer(
        copy, _headers(response), _headers_of_304(response), [response.content]
    )


def _headers(response: HttpResponseBase) -> Headers:
    return [(str(name), str(value)) for name, value in response.items()]


def _headers_of_304(response: HttpResponseBase) -> Headers:
    return [row for row in _headers(response) if row[0].lower() not in OF_THE_BODY]


def _say(
    found: Answer, environ: Environ, start_response: StartResponse
) -> Iterable[bytes]:
    if found.copy.visited is not None:
        look(environ, found.copy.visited)
    bare = found.copy.etag.removeprefix("W/")
    if environ.get("HTTP_IF_NONE_MATCH", "").strip().removeprefix("W/") == bare:
        start_response("304 Not Modified", found.headers_of_304)
        return []
    start_response("200 OK", found.headers)
    return found.body if environ["REQUEST_METHOD"] == "GET" else []
