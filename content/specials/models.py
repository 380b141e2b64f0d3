from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from content.models.attached import (
    ATTACHED_API_FIELDS,
    ATTACHED_PANELS,
    AttachedPerformance,
    AttachedShow,
)
from content.models.public import PublicPage
from content.models.under_home import UnderHomePage
from content.specials.blocks import SpecialBlock
from content.specials.representing import SpecialDates


class SpecialIndexPage(UnderHomePage):
    """All specials of one language, the newest first."""

    screen = "content.specials.screens.index_screen"

    subpage_types: ClassVar[list[str]] = ["specials.SpecialPage"]

    class Meta:
        verbose_name = _("page of all specials")
        verbose_name_plural = _("pages of all specials")


class SpecialPage(PublicPage, Page):
    """A long read about one or several shows, from blocks."""

    screen = "content.specials.screens.special_screen"

    standfirst = models.CharField(
        _("standfirst"),
        max_length=300,
        help_text=_("One or two sentences under the title and on its card."),
    )
    author_line = models.CharField(
        _("author line"),
        max_length=200,
        blank=True,
        help_text=_("Such as “Words: Lin Yue. Pictures: Tom Arden”."),
    )
    picture = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Wide, 16:9. Without one the picture of its first show stands."),
    )
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=300,
        blank=True,
        help_text=_("For readers who can't see it; empty where it only decorates."),
    )
    body = StreamField(SpecialBlock(), blank=True, verbose_name=_("text"))

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        "standfirst",
        "author_line",
        MultiFieldPanel(["picture", "picture_alt"], heading=_("Picture")),
        *ATTACHED_PANELS,
        "body",
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("body"),
    ]
    api_fields: ClassVar[list[APIField]] = [
        APIField("standfirst"),
        APIField("author_line"),
        APIField("picture"),
        APIField("picture_alt"),
        APIField("body"),
        *ATTACHED_API_FIELDS,
        APIField("dates", serializer=SpecialDates(source="*")),
    ]
    parent_page_types: ClassVar[list[str]] = ["specials.SpecialIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = pgettext_lazy("page", "special")
        verbose_name_plural = pgettext_lazy("page", "specials")


class SpecialShow(AttachedShow):
    page = ParentalKey(SpecialPage, on_delete=models.CASCADE, related_name="shows")


class SpecialPerformance(AttachedPerformance):
    page = ParentalKey(
        SpecialPage, on_delete=models.CASCADE, related_name="performances"
    )
