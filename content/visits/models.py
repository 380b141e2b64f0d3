"""Counts of visits by day, and what tells people apart until the day is over."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting

from ticketing.shows.models import Show

# Of what is no Wagtail page: the chart, the statistics.
NO_PAGE = 0


class Source(models.TextChoices):
    """Where the reader was led from; for a page of ours, from which kind of site."""

    DIRECT = "direct", pgettext_lazy("source of visits", "directly")
    SEARCH = "search", pgettext_lazy("source of visits", "search engines")
    SOCIAL = "social", pgettext_lazy("source of visits", "social networks")
    OTHER = "other", pgettext_lazy("source of visits", "other sites")
    OWN = "own", pgettext_lazy("source of visits", "another page of this site")


class Device(models.TextChoices):
    PHONE = "phone", pgettext_lazy("device", "phone")
    TABLET = "tablet", pgettext_lazy("device", "tablet")
    DESKTOP = "desktop", pgettext_lazy("device", "computer")


class DayKey(models.Model):
    """The secret by which one day's people are told apart; gone when it is over.

    While its row is there the day can still be counted; its lock comes first.
    """

    day = models.DateField(primary_key=True)
    key = models.BinaryField(max_length=32)

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return self.day.isoformat()


class Sighting(models.Model):
    """Somebody saw a page on that day; the row goes with the day's key.

    `person` is a hash under that key. Page and show are plain numbers: a row that
    is thrown away after a day guards nothing and must never refuse to be written.
    """

    day = models.DateField()
    person = models.BigIntegerField()
    page = models.PositiveBigIntegerField(default=NO_PAGE)
    show = models.PositiveBigIntegerField(null=True)
    language = models.CharField(max_length=10)
    source = models.CharField(max_length=10)
    device = models.CharField(max_length=10)
    views = models.PositiveIntegerField(default=1)

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["day", "person", "page"],
                name="visits_person_sees_a_page_once_a_day",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.page}"


class VisitDay(models.Model):
    """How many people saw a page on a day, by how they came and with what.

    Figures outlive pages, so that `page` is a number and no reference. Somebody
    who came twice, from different places, is counted by the first.
    """

    day = models.DateField(_("day"))
    page = models.PositiveBigIntegerField(_("page"), default=NO_PAGE)
    show = models.ForeignKey(
        Show,
        null=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("show"),
    )
    language = models.CharField(_("language"), max_length=10)
    source = models.CharField(_("source"), max_length=10, choices=Source)
    device = models.CharField(_("device"), max_length=10, choices=Device)
    people = models.PositiveIntegerField(_("people"))
    views = models.PositiveIntegerField(_("page views"))

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = _("visits of a day")
        verbose_name_plural = _("visits of a day")
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["day", "page", "language", "source", "device"],
                name="visits_one_row_for_each_count",
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.page}, {self.people}"


class ShowDay(models.Model):
    """How many people looked at a show on a day, each once: what the chart counts."""

    day = models.DateField()
    show = models.ForeignKey(Show, on_delete=models.CASCADE, related_name="+")
    people = models.PositiveIntegerField()

    wagtail_reference_index_ignore = True

    class Meta:
        constraints: ClassVar[list[Any]] = [
            models.UniqueConstraint(
                fields=["day", "show"], name="visits_one_row_for_show_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day}: {self.show_id}, {self.people}"


class SiteDay(models.Model):
    """How many people came to the site on a day, each once."""

    day = models.DateField(primary_key=True)
    people = models.PositiveIntegerField()
    views = models.PositiveIntegerField()

    wagtail_reference_index_ignore = True

    def __str__(self) -> str:
        return f"{self.day}: {self.people}"


@register_setting(icon="order-down")
class ChartSettings(BaseGenericSetting):
    """How long the hot chart is; of each kind the house has one."""

    rows = models.PositiveSmallIntegerField(
        _("shows on the hot chart"),
        default=10,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
    )
    rows_on_home = models.PositiveSmallIntegerField(
        _("shows of it on the home page"),
        default=10,
        validators=[MaxValueValidator(20)],
        help_text=_("0 leaves the chart away from the home page."),
    )

    class Meta:
        verbose_name = _("hot chart")

    def __str__(self) -> str:
        return str(self.rows)
