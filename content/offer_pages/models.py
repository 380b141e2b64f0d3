"""The page of what is on offer; it fills itself."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.models import Page

from content.models.public import PublicPage


class OffersPage(PublicPage, Page):
    """All offers of the moment with their dates; in the menu while there are any."""

    screen = "content.offer_pages.screens.offers_screen"

    intro = models.CharField(
        _("introduction"),
        max_length=250,
        blank=True,
        help_text=_("One sentence under the title."),
    )

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, "intro"]
    api_fields: ClassVar[list[APIField]] = [APIField("intro")]
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("page of offers")
        verbose_name_plural = _("pages of offers")
