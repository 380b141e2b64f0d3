"""The reader's language from the address, or else from what the browser asks."""

from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.middleware.locale import LocaleMiddleware

# What stands there has no language in its address: a 404 there is final.
WITHOUT_LANGUAGE: Final = (
    "/admin/",
    "/api/",
    "/documents/",
    "/media/",
    "/pay/",
    "/rooms/",
    "/static/",
)


class LanguageMiddleware(LocaleMiddleware):
    """Django's own, which would send every 404 on to `/en/…`.

    The page tree answers any address below a language, so Django takes each for
    a page that only lacks its language: a wrong order of the interface became a
    redirect.
    """

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if response.status_code == 404 and request.path.startswith(  # noqa: PLR2004 HTTP's own number
            WITHOUT_LANGUAGE
        ):
            return response
        return super().process_response(request, response)
