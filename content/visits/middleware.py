"""Counts whoever is handed a page, kept or new; the page stays the same for all.

Stands outside of the kept pages and looks at nothing but headers: neither the
session nor the database is asked.
"""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from content.visits.looking import STAFF_COOKIE, look
from content.visits.marks import visited_by

GetResponse = Callable[[HttpRequest], HttpResponseBase]
STAFF_SECONDS: Final = 400 * 24 * 3600


class VisitMiddleware:
    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        visited = visited_by(response)
        if visited is not None:
            # A preview is a request that Wagtail makes up.
            if not hasattr(request, "is_dummy"):
                look(request.META, visited)
        elif _is_for_staff(request, response):
            _remember_staff(request, response)
        return response


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
