from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Page

from content.models.public import PublicPage


class HomePage(PublicPage, Page):
    """What comes next: a featured show, today, the next shows, openings."""

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

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        "featured",
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
