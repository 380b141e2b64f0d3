"""Wagtail's own screens tell and take moments by the house's clock.

Without this they would be those of `settings.TIME_ZONE`, which is UTC: what is planned
for ten in the morning would appear in the evening.
"""

from collections.abc import Callable
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail.users.models import UserProfile

from ticketing.house.models import the_house

ADMIN: Final = "/admin/"


class HouseClockMiddleware:
    """Let whoever chose no clock of their own have the house's, for this request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(ADMIN) and request.user.is_authenticated:
            # Where there is none yet, the new one is kept on the user, unsaved.
            profile = getattr(request.user, "wagtail_userprofile", None)
            profile = profile or UserProfile(user=request.user)
            profile.current_time_zone = (
                profile.current_time_zone or the_house().zone.key
            )
        return self.get_response(request)
