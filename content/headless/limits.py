"""Nobody reads the interface so fast that others have to wait.

What acts (a hold, an order) has limits of its own; here reading is counted, by the
minute and by the line it comes over: an address, or what one line of IPv6 has.
"""

from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from ground.api.errors import refusal_answer
from ground.api.freshness import BELOW, READS
from ground.counting import count
from ground.errors import Refusal
from ticketing.rush.networks import line_of

MINUTE_SECONDS: Final = 60


class ReadTooOften(Refusal):
    """One line asked for more within a minute than the house answers."""

    code = "read_too_often"
    status = 429
    sentence = _(
        "Very many requests came from your address. Please wait %(seconds)s seconds."
    )


class ReadingLimitMiddleware:
    """Answers 429 where a line has read as much as it may for now."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in READS and request.path_info.startswith(BELOW):
            try:
                _count(line_of(request))
            except ReadTooOften as refusal:
                return _refused(refusal)
        return self.get_response(request)


def _count(line: str) -> None:
    """Raises ReadTooOften. What comes over no known line is not counted."""
    most: int = settings.MARQUEE_API_PER_MINUTE
    if line and most and count(f"api-reads:{line}", MINUTE_SECONDS) > most:
        raise ReadTooOften(seconds=MINUTE_SECONDS)


def _refused(refusal: Refusal) -> JsonResponse:
    status, body = refusal_answer(refusal)
    response = JsonResponse(body, status=status)
    response["Retry-After"] = str(MINUTE_SECONDS)
    return response
