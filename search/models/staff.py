"""What staff say about words: which mean the same, and what stands first."""

from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, HelpPanel
from wagtail.models import Page, PreviewableMixin

from search.groups import LONGEST_GROUP, texts_of
from ticketing.shows.models import Show

_TWO = 2
_MOST = 30


class _Words(models.Model):
    """Words that staff write one after another, with commas between."""

    words = models.CharField(_("words"), max_length=LONGEST_GROUP)
    least_words: ClassVar[int] = 1

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        super().clean()
        found = texts_of(self.words)
        if len(found) < self.least_words:
            raise ValidationError({"words": self.too_few()})
        if len(found) > _MOST:
            told = _("These are too many: thirty at most.")
            raise ValidationError({"words": told})

    def too_few(self) -> str:
        return str(_("Write at least one word."))


class Synonym(PreviewableMixin, _Words):
    """A group of words that mean the same: who types one finds them all."""

    least_words: ClassVar[int] = _TWO

    panels: ClassVar[list[Any]] = [
        FieldPanel(
            "words",
            help_text=_(
                "With commas between, such as “ballet, 芭蕾, dance”. Who searches for"
                " one of them also finds the others, in both languages, from some"
                " seconds after you save. Case, accents and traditional characters"
                " make no difference."
            ),
        ),
    ]

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("synonyms")
        ordering: ClassVar[list[Any]] = ["words", "pk"]

    def too_few(self) -> str:
        return str(_("Write at least two different words, with a comma between."))

    def get_preview_template(self, _request: HttpRequest, _mode: str) -> str:
        return "search/staff/preview.html"

    def get_preview_context(self, request: HttpRequest, mode: str) -> dict[str, Any]:
        from search.staff.previews import of_synonym  # noqa: PLC0415 it asks for us

        context: dict[str, Any] = super().get_preview_context(request, mode)
        return context | of_synonym(self)


class Promotion(PreviewableMixin, _Words):
    """A show or a page that stands first for some words, told as such."""

    show = models.ForeignKey(
        Show,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("show"),
    )
    page = models.ForeignKey(
        Page,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("page"),
        help_text=_("Readers of the other language get its translation."),
    )
    first_on = models.DateField(_("from"), null=True, blank=True)
    last_on = models.DateField(_("until"), null=True, blank=True)
    position = models.PositiveSmallIntegerField(
        _("position"), default=0, help_text=_("Of several, the lowest stands first.")
    )

    panels: ClassVar[list[Any]] = [
        FieldPanel(
            "words",
            help_text=_(
                "With commas between, in both languages: “christmas, 圣诞”. Each counts"
                " by itself, also where more is typed beside it."
            ),
        ),
        HelpPanel(_("Choose a show or a page, not both.")),
        "show",
        "page",
        FieldRowPanel(["first_on", "last_on", "position"]),
    ]

    class Meta:
        verbose_name = _("recommended result")
        verbose_name_plural = _("recommended results")
        ordering: ClassVar[list[Any]] = ["position", "words", "pk"]
        constraints: ClassVar[list[Any]] = [
            models.CheckConstraint(
                name="search_promotes_a_show_or_a_page",
                condition=Q(show=None, page__isnull=False)
                | Q(show__isnull=False, page=None),
                violation_error_message=_("Choose a show or a page, not both."),
            ),
            models.CheckConstraint(
                name="search_promotes_from_before_until",
                condition=Q(first_on=None)
                | Q(last_on=None)
                | Q(first_on__lte=F("last_on")),
                violation_error_message=_("The last day is before the first one."),
            ),
        ]

    @property
    def what(self) -> str:
        """The name of what is recommended."""
        return self.show.name if self.show else str(self.page or "")

    def is_on(self, day: date) -> bool:
        first, last = self.first_on or day, self.last_on or day
        return first <= day <= last

    def get_preview_template(self, _request: HttpRequest, _mode: str) -> str:
        return "search/staff/preview.html"

    def get_preview_context(self, request: HttpRequest, mode: str) -> dict[str, Any]:
        from search.staff.previews import of_promotion  # noqa: PLC0415 it asks for us

        context: dict[str, Any] = super().get_preview_context(request, mode)
        return context | of_promotion(self)
