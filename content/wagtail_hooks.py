"""What the pages add to Wagtail's way of serving them."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from content.headless.hooks import preview_button, preview_urls
from content.models.public import PublicPage
from content.page_cache import mark_public
from content.staff.choosers import chooser_viewsets
from content.staff.history import register_actions
from content.staff.hooks import register as register_staff
from content.staff.portraits import PortraitDesk, person_chooser
from content.staff.tables import ShowDesk
from content.staff.urls import urlpatterns as staff_urls
from content.visits.marks import mark_visited

Serve = Callable[[Any, HttpRequest, Any, Any], HttpResponseBase]


@hooks.register("on_serve_page")  # type: ignore[untyped-decorator]
def mark_public_pages(serve: Serve) -> Serve:
    """Mark the pages that are the same for everybody, and what is counted of them.

    Of a restricted page the session was asked whether this visitor may see it,
    so that its answer varies by cookie and is not kept in spite of the mark.
    """

    def marking(
        page: Any, request: HttpRequest, args: Any, kwargs: Any
    ) -> HttpResponseBase:
        response = serve(page, request, args, kwargs)
        if not isinstance(page, PublicPage):
            return response
        mark_visited(response, page=page.pk, show=page.shows_show)
        return mark_public(response)

    return marking


def show_urls() -> list[URLPattern]:
    return staff_urls


modeladmin_register(ShowDesk)
hooks.register("register_admin_urls", show_urls)
hooks.register("register_admin_urls", preview_urls)
hooks.register("register_page_header_buttons", preview_button)
hooks.register("register_admin_viewset", chooser_viewsets)
hooks.register("register_admin_viewset", lambda: person_chooser)
register_snippet(PortraitDesk)
hooks.register("register_log_actions", register_actions)
register_staff()
