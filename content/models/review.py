"""What papers wrote about a show."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.api import APIField
from wagtail.models import Orderable

from content.models.show import ShowPage
from content.stars import STARS


class ShowReview(Orderable):
    """A few sentences of a review, its stars where it gives any, and whose it is."""

    page = ParentalKey(ShowPage, on_delete=models.CASCADE, related_name="reviews")
    stars = models.DecimalField(
        _("stars"),
        max_digits=2,
        decimal_places=1,
        null=True,
        blank=True,
        validators=list(STARS),
        help_text=_("0 to 5, halves too; empty where the review gives none."),
    )
    text = models.TextField(_("quotation"), max_length=600)
    source = models.CharField(pgettext_lazy("of a review", "source"), max_length=150)
    critic = models.CharField(_("critic"), max_length=150, blank=True)
    link = models.URLField(_("address of the review"), blank=True)

    panels: ClassVar[list[Any]] = ["stars", "text", "source", "critic", "link"]
    api_fields: ClassVar[list[APIField]] = [
        APIField("stars"),
        APIField("text"),
        APIField("source"),
        APIField("critic"),
        APIField("link"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = pgettext_lazy("of a paper", "review")
        verbose_name_plural = pgettext_lazy("of papers", "reviews")

    def __str__(self) -> str:
        return self.source
