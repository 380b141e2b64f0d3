"""Which other sites' scripts may read the JSON interface."""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

BELOW: Final = "/api/"
ALLOWED: Final = {
    "Access-Control-Allow-Methods": "GET, HEAD, POST, DELETE, PATCH",
    "Access-Control-Allow-Headers": "Content-Type, Accept-Language, Idempotency-Key",
    "Access-Control-Max-Age": "600",
}


class OriginMiddleware:
    """Answers browsers that ask first, and names the origins of the settings.

    No cookies are let through: a script elsewhere is nobody's session.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        origin = request.headers.get("Origin", "")
        if not request.path_info.startswith(BELOW):
            return self.get_response(request)
        asks_first = (
            request.method == "OPTIONS"
            and "Access-Control-Request-Method" in request.headers
        )
        response = (
            HttpResponse(status=204) if asks_first else self.get_response(request)
        )
        if settings.MARQUEE_API_ORIGINS:
            patch_vary_headers(response, ["Origin"])
        if origin and origin in settings.MARQUEE_API_ORIGINS:
            response["Access-Control-Allow-Origin"] = origin
            for name, value in ALLOWED.items() if asks_first else ():
                response[name] = value
        return response
