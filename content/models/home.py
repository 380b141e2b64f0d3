from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Page

from content.models.public import PublicPage
from content.models.sections import HomeSections


class HomePage(PublicPage, Page):
    """A featured show, then sections in the order that editors give them."""

    screen = "content.screens.home.home_screen"

    strapline = models.CharField(
        _("strapline"),
        max_length=200,
        blank=True,
        help_text=_("One sentence under the house's name, at the foot of each page."),
    )
    announcement = models.CharField(
        _("announcement"),
        max_length=200,
        blank=True,
        help_text=_("One line across the top, such as a change of cast tonight."),
    )
    announcement_page = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("page about it"),
    )
    featured = models.ForeignKey(
        "shows.Show",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("featured show"),
        help_text=_("Stands on top while it plays; otherwise the next show does."),
    )
    intro = RichTextField(
        _("introduction"), blank=True, features=["bold", "italic", "link"]
    )

    sections = StreamField(
        HomeSections(),
        blank=True,
        verbose_name=_("sections"),
        help_text=_(
            "From top to bottom; each fills itself and hides when it is empty."
            " Without any, all stand there in the house’s order."
        ),
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        "featured",
        "sections",
        MultiFieldPanel(
            ["announcement", FieldPanel("announcement_page")],
            heading=_("Announcement"),
        ),
        "intro",
        "strapline",
    ]
    api_fields: ClassVar[list[APIField]] = [
        APIField("strapline"),
        APIField("announcement"),
        APIField("intro"),
    ]
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")
