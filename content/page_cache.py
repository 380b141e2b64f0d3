"""Public pages, kept whole for a second, so that a crowd costs one page.

A page that everyone sees is the same for everyone: its view is marked with
`public_page`, and the copy is handed to all until it is a second old. Nothing
needs invalidating. One visitor builds the page anew while the others get the
copy before it, or wait where there is none yet.
"""

import time
from collections.abc import Callable
from functools import update_wrapper
from typing import Concatenate, Final, ParamSpec

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils import translation

from content.page_copies import Copy, answer, copy_of, name_of

# A copy older than a second is handed out only while another is built.
KEPT_SECONDS: Final = 10
BUILD_SECONDS: Final = 5
WAIT_SECONDS: Final = 2.0
LOOK_AGAIN_SECONDS: Final = 0.02
# What a copy may vary by: the first is kept both ways, the second is in its name.
MAY_VARY_BY: Final = {"accept-encoding", "accept-language"}

P = ParamSpec("P")
GetResponse = Callable[[HttpRequest], HttpResponseBase]
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


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
        key = name_of(request)
        copy: Copy | None = cache.get(key) if key else None
        if copy is not None and copy.is_fresh(time.time()):
            return answer(request, copy)
        if key is None or (copy is None and not _may_be_public(request.path_info)):
            return self.get_response(request)
        return self._build_or_wait(request, key, copy)

    def _build_or_wait(
        self, request: HttpRequest, key: str, stale: Copy | None
    ) -> HttpResponseBase:
        lock = f"{key}:builder"
        if cache.add(lock, 1, BUILD_SECONDS):
            try:
                copy: Copy | None = cache.get(key)
                # Another may have built it since this one looked.
                if copy is not None and copy.is_fresh(time.time()):
                    return answer(request, copy)
                return self._build(request, key)
            finally:
                cache.delete(lock)
        kept = stale or _wait_for(key, lock)
        return answer(request, kept) if kept else self._build(request, key)

    def _build(self, request: HttpRequest, key: str) -> HttpResponseBase:
        response = self._whole(request)
        if not _is_the_same_for_everyone(response):
            return response
        copy = copy_of(response, at=time.time())
        cache.set(key, copy, KEPT_SECONDS)
        return answer(request, copy)

    def _whole(self, request: HttpRequest) -> HttpResponseBase:
        """Ask for the page with its body: whoever only wants the head gets a copy."""
        asked, request.method = request.method, "GET"
        try:
            return self.get_response(request)
        finally:
            request.method = asked


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
        and _varied_by(response) <= MAY_VARY_BY
        and not response.has_header("Content-Encoding")
        and not any(
            word in response.get("Cache-Control", "")
            for word in ("private", "no-store")
        )
    )


def _varied_by(response: HttpResponseBase) -> set[str]:
    return {
        name.strip().lower() for name in response.get("Vary", "").split(",") if name
    }


def _wait_for(key: str, lock: str) -> Copy | None:
    """Wait until the builder is done; None where nothing was kept."""
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        time.sleep(LOOK_AGAIN_SECONDS)
        copy: Copy | None = cache.get(key)
        if copy is not None or cache.get(lock) is None:
            return copy
    return None
