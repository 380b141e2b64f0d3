from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.models import Page

from content.models.public import PublicPage


class ShowIndexPage(PublicPage, Page):
    """What's on: all coming shows; kind, month and day stand in the address."""

    screen = "content.screens.index.index_screen"

    intro = models.CharField(
        _("introduction"),
        max_length=250,
        blank=True,
        help_text=_("One sentence under the title."),
    )

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, "intro"]
    api_fields: ClassVar[list[APIField]] = [APIField("intro")]
    parent_page_types: ClassVar[list[str]] = ["content.HomePage"]
    subpage_types: ClassVar[list[str]] = ["content.ShowPage"]
    # One list of shows in each language: the house's pages lead to it.
    max_count_per_parent = 1

    class Meta:
        verbose_name = _("page of all shows")
        verbose_name_plural = _("pages of all shows")
