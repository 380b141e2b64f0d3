"""Where it plays, in the editors' words; halls and seats are read from the plans."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField
from wagtail.models import Page
from wagtail.search import index

from content.models.public import PublicPage
from content.models.under_home import UnderHomePage

WORDS = ("h3", "bold", "italic", "link", "ul", "ol")
TWO_PAGES = _("This venue already has a page in this language.")


class VenueIndexPage(UnderHomePage):
    """All venues that have a page."""

    screen = "content.venue_pages.screens.index_screen"

    subpage_types: ClassVar[list[str]] = ["venue_pages.VenuePage"]

    class Meta:
        verbose_name = _("page of all venues")
        verbose_name_plural = _("pages of all venues")


class VenuePageForm(WagtailAdminPageForm):
    """Tells the editor of a second page about the same venue."""

    def clean(self) -> Any:
        cleaned = super().clean()
        locale = self.instance.locale_id or self.parent_page.locale_id
        others = VenuePage.objects.filter(venue=cleaned.get("venue"), locale=locale)
        if cleaned.get("venue") and others.exclude(pk=self.instance.pk).exists():
            self.add_error("venue", TWO_PAGES)
        return cleaned


class VenuePage(PublicPage, Page):
    """One venue: how to come and get in; halls and shows stand there by themselves."""

    screen = "content.venue_pages.screens.venue_screen"

    venue = models.ForeignKey(
        "venues.Venue",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("venue"),
        help_text=_("Its halls, their plans and their shows come from there."),
    )
    summary = models.CharField(
        _("summary"),
        max_length=250,
        blank=True,
        help_text=_("One sentence about the house, under its name."),
    )
    picture = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Wide, 16:9."),
    )
    address = models.CharField(
        _("address"), max_length=300, blank=True, help_text=_("Street and number.")
    )
    map_link = models.URLField(
        _("link to a map"),
        max_length=500,
        blank=True,
        help_text=_("Opens a map elsewhere; nothing of it is loaded by this page."),
    )
    getting_here = RichTextField(_("getting here"), blank=True, features=WORDS)
    is_step_free = models.BooleanField(_("step-free from the street"), default=False)
    has_hearing_loop = models.BooleanField(_("hearing loop"), default=False)
    has_accessible_toilet = models.BooleanField(_("accessible toilet"), default=False)
    access = RichTextField(
        _("more about access"),
        blank=True,
        features=WORDS,
        help_text=_(
            "Entrances, lifts, assistance dogs. Wheelchair places are counted from"
            " the plans."
        ),
    )

    base_form_class = VenuePageForm
    content_panels: ClassVar[list[Any]] = [
        "venue",
        *Page.content_panels,
        "summary",
        "picture",
        MultiFieldPanel(
            ["address", "map_link", "getting_here"], heading=_("Getting here")
        ),
        MultiFieldPanel(
            ["is_step_free", "has_hearing_loop", "has_accessible_toilet", "access"],
            heading=_("Access"),
        ),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("address"),
        index.SearchField("getting_here"),
        index.SearchField("access"),
    ]
    api_fields: ClassVar[list[APIField]] = [
        APIField("venue_id"),
        APIField("summary"),
        APIField("picture"),
        APIField("address"),
        APIField("map_link"),
        APIField("getting_here"),
        APIField("is_step_free"),
        APIField("has_hearing_loop"),
        APIField("has_accessible_toilet"),
        APIField("access"),
    ]
    parent_page_types: ClassVar[list[str]] = ["venue_pages.VenueIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("venue page")
        verbose_name_plural = _("venue pages")
