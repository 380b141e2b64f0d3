"""How long an answer of the interface may be kept, and by whom.

What is the same for everybody is marked with `public_answer`: anything between may
keep it for SECONDS, and who asks again with the ETag is told that nothing changed.
All the rest (carts, orders, drafts, errors) is kept by nobody.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Concatenate, Final, ParamSpec

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import (
    get_conditional_response,
    patch_cache_control,
    set_response_etag,
)

BELOW: Final = "/api/"
# What is sold or published is seen by everybody within two seconds.
SECONDS: Final = 1
READS: Final = ("GET", "HEAD")

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


def mark_public(response: HttpResponseBase) -> HttpResponseBase:
    """Promise that this answer is the same for everybody who asks so."""
    if response.status_code == HTTPStatus.OK:
        patch_cache_control(response, public=True, max_age=SECONDS)
    return response


def public_answer(view: View[P]) -> View[P]:
    """Let what the view answers be kept; a refusal is not."""

    @wraps(view)
    def marked(
        request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs
    ) -> HttpResponseBase:
        return mark_public(view(request, *args, **kwargs))

    return marked


class FreshnessMiddleware:
    """Gives what is public an ETag, and forbids to keep what is not."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if not request.path_info.startswith(BELOW):
            return response
        if "public" not in response.get("Cache-Control", ""):
            patch_cache_control(response, private=True, no_store=True)
        elif request.method in READS and isinstance(response, HttpResponse):
            return _asked_again(request, response)
        return response


def _asked_again(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """Leave the body out where the caller has it."""
    set_response_etag(response)
    found = get_conditional_response(
        request, etag=response.get("ETag"), response=response
    )
    return response if found is None else found
