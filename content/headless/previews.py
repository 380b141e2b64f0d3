"""Drafts for a separate front end: `/api/v2/page_preview/?token=…`."""

from typing import Any, ClassVar
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.models import Page

from content.headless.tokens import draft_of, token_of


class PagePreviews(PagesAPIViewSet):
    """One draft, for whoever has leave; nothing between may keep it."""

    known_query_parameters: ClassVar[set[str]] = {
        *PagesAPIViewSet.known_query_parameters,
        "token",
    }

    @classmethod
    def get_urlpatterns(cls) -> list[URLPattern]:
        return [path("", cls.as_view({"get": "detail_view"}), name="listing")]

    def get_object(self) -> Any:
        if not hasattr(self, "_cached_object"):
            self._cached_object = draft_of(self.request.GET.get("token", ""))
        if self._cached_object is None:
            raise Http404
        return self._cached_object

    def detail_view(self, request: Any, pk: Any = None) -> Any:
        response = super().detail_view(request, pk)
        response["Cache-Control"] = "private, no-store"
        return response


@require_safe
def preview_elsewhere(request: HttpRequest, page_id: int) -> HttpResponseBase:
    """Lead an editor to the page's draft in the other front end."""
    page = get_object_or_404(Page, pk=page_id)
    may_see = page.permissions_for_user(request.user).can_edit()
    if not settings.MARQUEE_PREVIEW_URL or not may_see:
        raise Http404
    asked = {"token": token_of(page), "language": page.locale.language_code}
    return redirect(f"{settings.MARQUEE_PREVIEW_URL}?{urlencode(asked)}")
