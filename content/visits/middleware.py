"""Counts whoever is handed a page, kept or new; the page stays the same for all.

Stands outside of the kept pages and looks at nothing but headers: neither the
session nor the database is asked.
"""

import time
from collections.abc import Callable
from typing import Any, Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from content.visits.counting import note
from content.visits.marks import Visited, visited_by
from content.visits.sightings import Glance
from ticketing.rush.networks import address_of

GetResponse = Callable[[HttpRequest], HttpResponseBase]
# In browsers in which the admin was opened; says nothing but that.
STAFF_COOKIE: Final = "marquee_staff"
STAFF_SECONDS: Final = 400 * 24 * 3600
# A browser says so when it fetches what nobody has asked to see yet.
EARLY: Final = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")
LONGEST_WORD: Final = 300


class VisitMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        visited = visited_by(response)
        if visited is not None:
            if _somebody_looks(request):
                note(_glance(request, visited))
        elif _is_for_staff(request, response):
            _remember_staff(request, response)
        return response


def _somebody_looks(request: HttpRequest) -> bool:
    meta = request.META
    return (
        request.method == "GET"
        # A preview is a request that Wagtail makes up.
        and not hasattr(request, "is_dummy")
        and not any(name in meta for name in EARLY)
        and meta.get("HTTP_SEC_FETCH_DEST", "document") == "document"
        and STAFF_COOKIE not in meta.get("HTTP_COOKIE", "")
    )


def _glance(request: HttpRequest, visited: Visited) -> Glance:
    meta: dict[str, Any] = request.META
    return Glance(
        at=time.time(),
        visited=visited,
        address=address_of(request),
        agent=meta.get("HTTP_USER_AGENT", "")[:LONGEST_WORD],
        referrer=meta.get("HTTP_REFERER", "")[:LONGEST_WORD],
        host=meta.get("HTTP_HOST", "")[:LONGEST_WORD],
    )


def _is_for_staff(request: HttpRequest, response: HttpResponseBase) -> bool:
    """The admin's own pages, and the word by which public pages know staff."""
    if response.get("HX-Trigger") == "staff":
        return True
    if not request.path_info.startswith("/admin/"):
        return False
    user = getattr(request, "user", None)
    return user is not None and user.has_perm("wagtailadmin.access_admin")


def _remember_staff(request: HttpRequest, response: HttpResponseBase) -> None:
    """Leave this browser out from now on, signed in or not."""
    if STAFF_COOKIE not in request.COOKIES:
        response.set_cookie(
            STAFF_COOKIE,
            "1",
            max_age=STAFF_SECONDS,
            httponly=True,
            samesite="Lax",
            secure=request.is_secure(),
        )
