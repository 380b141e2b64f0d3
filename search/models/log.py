"""What was searched for, day by day: counts of texts, of nobody."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

# What is longer is cut: it is a sentence about somebody, not a search.
LONGEST_TEXT = 60


class SearchDay(models.Model):
    """How often a text was searched for on a day, and what it found at last.

    `text` is folded and cut; empty for all that is not kept, such as addresses
    and numbers of people, and what is over the most texts of a day.
    """

    day = models.DateField(_("day"))
    language = models.CharField(_("language"), max_length=10)
    text = models.CharField(_("text"), max_length=LONGEST_TEXT)
    searches = models.PositiveIntegerField(_("searches"))
    without = models.PositiveIntegerField(_("without a result"))
    results = models.PositiveIntegerField(_("results"))
    strictness = models.PositiveSmallIntegerField(_("strictness"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("searches of a day")
        verbose_name_plural = _("searches of a day")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["day", "language", "text"],
                name="search_one_row_for_each_text",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.text}, {self.searches}"


class SearchChoice(models.Model):
    """How often a result was opened from a text's results; `key` as documents’."""

    day = models.DateField()
    language = models.CharField(max_length=10)
    text = models.CharField(max_length=LONGEST_TEXT)
    key = models.CharField(max_length=40)
    times = models.PositiveIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("choice of a result")
        verbose_name_plural = _("choices of results")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["day", "language", "text", "key"],
                name="search_one_row_for_each_choice",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.text} → {self.key}, {self.times}"
