"""The shows and performances that an editorial page is about.

An application declares both with its page:

    class NewsShow(AttachedShow):
        page = ParentalKey(NewsPage, on_delete=CASCADE, related_name="shows")

    class NewsPerformance(AttachedPerformance):
        page = ParentalKey(NewsPage, on_delete=CASCADE, related_name="performances")

and puts `*ATTACHED_PANELS` among the page's panels. `content.attached` says
what visitors see of them.
"""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.models import Orderable


class AttachedShow(Orderable):
    """A show that the page is about: all its coming dates stand on the page."""

    page: Any
    show = models.ForeignKey(
        "shows.Show",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("show"),
    )

    panels: ClassVar[list[str]] = ["show"]
    api_fields: ClassVar[list[APIField]] = [APIField("show_id")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("show")
        verbose_name_plural = _("shows")

    def __str__(self) -> str:
        return str(self.show)


class AttachedPerformance(Orderable):
    """One date that the page is about, however long ago it was."""

    page: Any
    performance = models.ForeignKey(
        "shows.Performance",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("performance"),
    )

    panels: ClassVar[list[str]] = ["performance"]
    api_fields: ClassVar[list[APIField]] = [APIField("performance_id")]

    class Meta(Orderable.Meta):
        abstract = True
        verbose_name = _("performance")
        verbose_name_plural = _("performances")

    def __str__(self) -> str:
        return str(self.performance)


ATTACHED_PANELS = [
    MultiFieldPanel(
        [
            InlinePanel("shows", label=_("show")),
            InlinePanel("performances", label=_("performance")),
        ],
        heading=_("What it is about"),
    )
]
ATTACHED_API_FIELDS = [APIField("shows"), APIField("performances")]
