from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from content.models.public import PublicPage


class StandardPage(PublicPage, Page):
    """Plain words: how booking works, getting here, terms."""

    lead = models.CharField(
        _("lead"), max_length=250, blank=True, help_text=_("What the page answers.")
    )
    body = RichTextField(
        _("text"),
        features=["h2", "h3", "bold", "italic", "link", "document-link", "ul", "ol"],
    )

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, "lead", "body"]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
    ]
    api_fields: ClassVar[list[APIField]] = [APIField("lead"), APIField("body")]
    parent_page_types: ClassVar[list[str]] = [
        "content.HomePage",
        "content.StandardPage",
    ]
    subpage_types: ClassVar[list[str]] = ["content.StandardPage"]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")
