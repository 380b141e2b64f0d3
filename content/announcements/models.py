from datetime import date
from typing import Any, ClassVar, Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager
from wagtail.query import PageQuerySet
from wagtail.search import index

from content.days import house_today
from content.models.attached import (
    ATTACHED_API_FIELDS,
    ATTACHED_PANELS,
    AttachedPerformance,
    AttachedShow,
)
from content.models.blocks import StoryBlock
from content.models.public import PublicPage
from content.models.under_home import UnderHomePage

GOES_FIRST = _("The last day is before the first one.")


class Kind(models.TextChoices):
    ON_SALE = "on_sale", pgettext_lazy("announcement", "New on sale")
    CAST_CHANGE = "cast_change", pgettext_lazy("announcement", "Cast change")
    ADDED = "added", pgettext_lazy("announcement", "Extra dates")
    POSTPONED = "postponed", pgettext_lazy("announcement", "Postponed")
    CANCELLED = "cancelled", pgettext_lazy("announcement", "Cancelled")
    NOTICE = "notice", pgettext_lazy("announcement", "Notice")

    @property
    def tone(self) -> str:
        """The colour of its tag, never alone: the sign and the word say it too."""
        return {
            Kind.ON_SALE: "soon",
            Kind.CAST_CHANGE: "few",
            Kind.ADDED: "ok",
            Kind.POSTPONED: "few",
            Kind.CANCELLED: "bad",
            Kind.NOTICE: "",
        }[self]

    @property
    def icon(self) -> str:
        return {
            Kind.ON_SALE: "state-on",
            Kind.CAST_CHANGE: "swap",
            Kind.ADDED: "plus",
            Kind.POSTPONED: "clock",
            Kind.CANCELLED: "cross",
            Kind.NOTICE: "info",
        }[self]


class AnnouncementQuerySet(PageQuerySet):
    def current(self, on: date) -> Self:
        """Those that are shown on that day."""
        stays = Q(leaves_on=None) | Q(leaves_on__gte=on)
        return self.filter(stays, appears_on__lte=on)  # type: ignore[no-any-return]


class AnnouncementIndexPage(UnderHomePage):
    """All announcements of one language, the newest first."""

    screen = "content.announcements.screens.index_screen"

    subpage_types: ClassVar[list[str]] = ["announcements.AnnouncementPage"]

    class Meta:
        verbose_name = _("page of all announcements")
        verbose_name_plural = _("pages of all announcements")


class AnnouncementPage(PublicPage, Page):
    """One change that visitors must know of, with its days to appear and to go."""

    screen = "content.announcements.screens.announcement_screen"

    kind = models.CharField(
        _("kind"), max_length=20, choices=Kind, default=Kind.ON_SALE
    )
    summary = models.CharField(
        _("summary"),
        max_length=250,
        help_text=_("What has changed, and what ticket holders do now."),
    )
    picture = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("picture"),
        help_text=_("Without one the poster of its show stands here."),
    )
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=300,
        blank=True,
        help_text=_("For readers who can't see it; empty where it only decorates."),
    )
    body = StreamField(StoryBlock(), blank=True, verbose_name=_("text"))
    appears_on = models.DateField(
        _("day to appear"),
        default=house_today,
        db_index=True,
        help_text=_("Nobody sees it before, not even at its own address."),
    )
    leaves_on = models.DateField(
        _("day to go"),
        null=True,
        blank=True,
        help_text=_(
            "The last day on which it is listed. Its own address stays, and says"
            " that it is over. Empty: it stays."
        ),
    )
    urgent = models.BooleanField(
        _("urgent"),
        default=False,
        help_text=_(
            "A banner on the pages of its shows, or on the home page where it has none."
        ),
    )

    objects = PageManager.from_queryset(AnnouncementQuerySet)()

    content_panels: ClassVar[list[Any]] = [
        FieldPanel("kind"),
        *Page.content_panels,
        "summary",
        MultiFieldPanel(
            [FieldRowPanel(["appears_on", "leaves_on"]), "urgent"],
            heading=_("When it is shown"),
        ),
        *ATTACHED_PANELS,
        MultiFieldPanel(["picture", "picture_alt"], heading=_("Picture")),
        "body",
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("body"),
        index.FilterField("kind"),
    ]
    api_fields: ClassVar[list[APIField]] = [
        APIField("kind"),
        APIField("summary"),
        APIField("picture"),
        APIField("picture_alt"),
        APIField("body"),
        APIField("appears_on"),
        APIField("leaves_on"),
        APIField("urgent"),
        *ATTACHED_API_FIELDS,
    ]
    parent_page_types: ClassVar[list[str]] = ["announcements.AnnouncementIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("announcement")
        verbose_name_plural = _("announcements")
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="announcements_goes_after_it_appears",
                condition=Q(leaves_on=None) | Q(leaves_on__gte=F("appears_on")),
                violation_error_message=GOES_FIRST,
            )
        ]

    def clean(self) -> None:
        super().clean()
        if self.leaves_on and self.appears_on and self.leaves_on < self.appears_on:
            raise ValidationError({"leaves_on": GOES_FIRST})

    def route(self, request: HttpRequest, path_components: list[str]) -> Any:
        """Answer to nobody before its day; a preview asks for no route."""
        if self.appears_on > house_today():
            raise Http404
        return super().route(request, path_components)

    def is_over(self, on: date) -> bool:
        return self.leaves_on is not None and self.leaves_on < on


class AnnouncementShow(AttachedShow):
    page = ParentalKey(AnnouncementPage, on_delete=models.CASCADE, related_name="shows")


class AnnouncementPerformance(AttachedPerformance):
    page = ParentalKey(
        AnnouncementPage, on_delete=models.CASCADE, related_name="performances"
    )
