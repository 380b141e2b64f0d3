"""Wagtail's own interface below `/api/v2/`: what anybody may see."""

from typing import Any

from django.utils import timezone
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet

from content.appearing import without_hidden
from ground.api.freshness import mark_public


class KeptAnswers:
    """Lists and single answers that may be kept; what is drawn by lot may not.

    Nobody is asked who they are: everybody is answered the same.
    """

    authentication_classes = ()

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> Any:
        response = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        by_lot = request.GET.get("order") == "random"
        return response if by_lot else mark_public(response)


class PublicPages(KeptAnswers, PagesAPIViewSet):
    """Pages that anybody may see, without those that wait for their day."""

    def get_base_queryset(self) -> Any:
        return without_hidden(super().get_base_queryset(), now=timezone.now())


class PublicDocuments(KeptAnswers, DocumentsAPIViewSet):
    """Documents of collections that are open to all."""
