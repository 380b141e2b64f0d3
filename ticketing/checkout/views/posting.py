"""Addresses that only act, and what they do when somebody just looks."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from csp.decorators import csp_update
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from ticketing.payments import gateways

# A rule said no: the page comes again with the sentence and all that was typed.
REFUSED: Final = 422

View = Callable[..., HttpResponseBase]


def acting(page: str) -> Callable[[View], View]:
    """Let a view take POST alone, and lead every GET to the page it belongs to.

    A page that came with status 422 has the address of the action: a reload, a
    bookmark or the other language's link must not end at an error.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def act(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if request.method != "POST":
                back: HttpResponseBase = redirect(page, *args, **kwargs)
                return back
            return view(request, *args, **kwargs)

        answer: View = require_http_methods(["GET", "HEAD", "POST"])(act)
        return answer

    return decorate


def leads_to_gateways(view: View) -> View:
    """Let the page's forms lead on to where the house's payments are made."""

    @wraps(view)
    def allow(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        hosts = [f"https://{h}" for g in gateways.available() for h in g.hosts]
        if not hosts:
            return view(request, *args, **kwargs)
        return csp_update({"form-action": hosts})(view)(request, *args, **kwargs)

    return allow
