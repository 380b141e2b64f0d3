"""Public pages, kept whole for a second, so that a crowd costs one page.

A page that everyone sees is the same for everyone: its view is marked with
`public_page`, and the copy is handed to all until it is a second old. Nothing
needs invalidating. One visitor builds the page anew while the others get the
copy before it, or wait where there is none yet.
"""

import gzip
import hashlib
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import update_wrapper
from typing import Any, Concatenate, Final, ParamSpec

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import has_vary_header, patch_vary_headers
from django.utils.http import parse_etags

# The only names of a query that public pages read; others make no new copy.
KNOWN_NAMES: Final = ("kind", "month", "day", "page")
LONGEST_VALUE: Final = 40
FRESH_SECONDS: Final = 1.0
# A copy older than FRESH_SECONDS is handed out only while another is built.
KEPT_SECONDS: Final = 10
BUILD_SECONDS: Final = 5
WAIT_SECONDS: Final = 2.0
LOOK_AGAIN_SECONDS: Final = 0.02
NOT_KEPT: Final = ("content-length", "content-encoding", "date", "etag")

P = ParamSpec("P")
GetResponse = Callable[[HttpRequest], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


@dataclass(frozen=True, slots=True)
class Copy:
    """A page as bytes, plain and compressed, with its headers."""

    built_at: float
    plain: bytes
    zipped: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str
    # What whoever gets the copy has seen, for those who count it.
    visited: Any = None

    def is_fresh(self, at: float) -> bool:
        return 0 <= at - self.built_at <= FRESH_SECONDS


def mark_public(response: HttpResponseBase) -> HttpResponseBase:
    """Promise that this response is the same for every visitor."""
    response.is_public_page = True  # type: ignore[attr-defined]
    return response


def public_page(view: View[P]) -> View[P]:
    """Let the view's answers be kept: nothing on them is the visitor's own."""

    def marked(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        return mark_public(view(request, *args, **kwargs))

    update_wrapper(marked, view)
    marked.may_be_public = True  # type: ignore[attr-defined]
    return marked


class PageCacheMiddleware:
    """Stands outside of sessions and languages, inside of compression."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        # A preview is a request that Wagtail makes up, at the page's address.
        if request.method not in ("GET", "HEAD") or hasattr(request, "is_dummy"):
            return self.get_response(request)
        key = _key(request)
        copy: Copy | None = cache.get(key) if key else None
        if copy is not None and copy.is_fresh(time.time()):
            return _answer(request, copy)
        if key is None or (copy is None and not _may_be_public(request.path_info)):
            return self.get_response(request)
        return self._build_or_wait(request, key, copy)

    def _build_or_wait(
        self, request: HttpRequest, key: str, stale: Copy | None
    ) -> HttpResponseBase:
        lock = f"{key}:builder"
        if cache.add(lock, 1, BUILD_SECONDS):
            try:
                return self._build(request, key)
            finally:
                cache.delete(lock)
        copy = stale or _wait_for(key, lock)
        return _answer(request, copy) if copy else self._build(request, key)

    def _build(self, request: HttpRequest, key: str) -> HttpResponseBase:
        response = self.get_response(request)
        if not _is_the_same_for_everyone(response):
            return response
        copy = _copy_of(response, at=time.time())
        cache.set(key, copy, KEPT_SECONDS)
        return _answer(request, copy)


def _key(request: HttpRequest) -> str | None:
    """Name the copy; None where a value is longer than any that is meant."""
    values = [request.GET.get(name, "") for name in KNOWN_NAMES]
    if any(len(value) > LONGEST_VALUE for value in values):
        return None
    whole = "\n".join([request.scheme or "", request.get_host(), request.path, *values])
    return f"page:{hashlib.sha256(whole.encode()).hexdigest()}"


def _may_be_public(path: str) -> bool:
    """Say whether the address leads to a view whose answers can be kept.

    Others must not wait for each other.
    """
    language = translation.get_language_from_path(path)
    with translation.override(language):
        try:
            match = resolve(path)
        except Resolver404:
            return False
    return match.url_name == "wagtail_serve" or hasattr(match.func, "may_be_public")


def _is_the_same_for_everyone(response: HttpResponseBase) -> bool:
    """Trust the mark only where nothing contradicts it."""
    return (
        getattr(response, "is_public_page", False)
        and isinstance(response, HttpResponse)
        and response.status_code == HttpResponse.status_code
        and not response.cookies
        and not has_vary_header(response, "Cookie")
        and "private" not in response.get("Cache-Control", "")
    )


def _copy_of(response: HttpResponseBase, *, at: float) -> Copy:
    plain = response.content if isinstance(response, HttpResponse) else b""
    patch_vary_headers(response, ["Accept-Encoding"])
    if not response.has_header("Cache-Control"):
        response["Cache-Control"] = f"public, max-age={FRESH_SECONDS:.0f}"
    return Copy(
        built_at=at,
        plain=plain,
        zipped=gzip.compress(plain, compresslevel=6, mtime=0),
        headers=tuple(
            (name, value)
            for name, value in response.items()
            if name.lower() not in NOT_KEPT
        ),
        etag=f'W/"{hashlib.sha256(plain).hexdigest()[:32]}"',
        visited=getattr(response, "visited", None),
    )


def _wait_for(key: str, lock: str) -> Copy | None:
    """Wait until the builder is done; None where nothing was kept."""
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        time.sleep(LOOK_AGAIN_SECONDS)
        copy: Copy | None = cache.get(key)
        if copy is not None or cache.get(lock) is None:
            return copy
    return None


def _answer(request: HttpRequest, copy: Copy) -> HttpResponseBase:
    if copy.etag in parse_etags(request.headers.get("If-None-Match", "")):
        response: HttpResponse = HttpResponseNotModified()
    elif "gzip" in request.headers.get("Accept-Encoding", ""):
        response = HttpResponse(copy.zipped)
        response["Content-Encoding"] = "gzip"
    else:
        response = HttpResponse(copy.plain)
    for name, value in copy.headers:
        response[name] = value
    response["ETag"] = copy.etag
    response.visited = copy.visited  # type: ignore[attr-defined]
    response["Content-Length"] = str(len(response.content))
    return response
