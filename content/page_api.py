"""The pages of Wagtail's own interface, `/api/v2/pages/`."""

from typing import Any

from django.utils import timezone
from wagtail.api.v2.views import PagesAPIViewSet

from content.appearing import without_hidden


class PublicPages(PagesAPIViewSet):
    """Pages that anybody may see, without those that wait for their day."""

    def get_base_queryset(self) -> Any:
        return without_hidden(super().get_base_queryset(), now=timezone.now())
