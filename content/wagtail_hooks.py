"""What the pages add to Wagtail's way of serving them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from wagtail import hooks

from content.models.public import PublicPage
from content.page_cache import mark_public

Serve = Callable[[Any, HttpRequest, Any, Any], HttpResponseBase]


@hooks.register("on_serve_page")  # type: ignore[untyped-decorator]
def mark_public_pages(serve: Serve) -> Serve:
    """Mark the pages that are the same for everybody.

    Of a restricted page the session was asked whether this visitor may see it,
    so that its answer varies by cookie and is not kept in spite of the mark.
    """

    def marking(
        page: Any, request: HttpRequest, args: Any, kwargs: Any
    ) -> HttpResponseBase:
        response = serve(page, request, args, kwargs)
        return mark_public(response) if isinstance(page, PublicPage) else response

    return marking
