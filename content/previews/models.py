"""The page of what comes next; editors put their picks on top."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import InlinePanel
from wagtail.api import APIField
from wagtail.models import Orderable, TranslatableMixin

from content.models.under_home import UnderHomePage

MOST_PICKS = 6


class PreviewsPage(UnderHomePage):
    """Coming up (演出预告): the week, the month, sales that open, and the picks."""

    screen = "content.previews.screens.previews_screen"

    content_panels: ClassVar[list[Any]] = [
        *UnderHomePage.content_panels,
        InlinePanel(
            "picks",
            heading=_("Our picks"),
            label=_("pick"),
            max_num=MOST_PICKS,
            help_text=_(
                "Stand on top while their shows play; all else on the page compiles"
                " itself."
            ),
        ),
    ]
    api_fields: ClassVar[list[APIField]] = [
        *UnderHomePage.api_fields,
        APIField("picks"),
    ]

    class Meta:
        verbose_name = _("page of previews")
        verbose_name_plural = _("pages of previews")


class Pick(TranslatableMixin, Orderable):
    """A show that the editors recommend, and why."""

    page = ParentalKey(PreviewsPage, on_delete=models.CASCADE, related_name="picks")
    show = models.ForeignKey(
        "shows.Show",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("show"),
    )
    reason = models.CharField(
        _("reason"), max_length=250, help_text=_("Why to see it, in one sentence.")
    )

    panels: ClassVar[list[str]] = ["show", "reason"]
    api_fields: ClassVar[list[APIField]] = [APIField("show_id"), APIField("reason")]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("pick")
        verbose_name_plural = _("picks")

    def __str__(self) -> str:
        return str(self.show)
