"""Pages of which each language's home has one."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.models import Page

from content.models.public import PublicPage


class UnderHomePage(PublicPage, Page):
    """Right below home, once, with a sentence under its title.

    The house's own pages and its menu lead to it; `content.planting` makes it.
    """

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
        abstract = True
