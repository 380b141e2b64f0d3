"""Galleries: pictures and films of a show, or of one of its performances."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import FileExtensionValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import HelpPanel, MultipleChooserPanel
from wagtail.api import APIField
from wagtail.models import Orderable, Page, TranslatableMixin
from wagtail.search import index

from content.models.public import PublicPage
from content.models.under_home import UnderHomePage

FILMS = ("mp4", "webm")
OF_ANOTHER_SHOW = _("This performance is of another show.")


class GalleryIndexPage(UnderHomePage):
    """All galleries, the newest first; a show stands in the address."""

    screen = "content.galleries.screens.index_screen"

    subpage_types: ClassVar[list[str]] = ["galleries.GalleryPage"]

    class Meta:
        verbose_name = _("page of all galleries")
        verbose_name_plural = _("pages of all galleries")


class GalleryPage(PublicPage, Page):
    """Pictures and films of one show; of one evening where that is named."""

    screen = "content.galleries.screens.gallery_screen"

    show = models.ForeignKey(
        "shows.Show",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("show"),
    )
    performance = models.ForeignKey(
        "shows.Performance",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("performance"),
        help_text=_("Where the pictures were taken at one of its performances."),
    )
    intro = models.CharField(
        _("introduction"),
        max_length=250,
        blank=True,
        help_text=_("One sentence under the title."),
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        "show",
        "performance",
        "intro",
        HelpPanel(template="galleries/staff/many_at_once.html"),
        MultipleChooserPanel(
            "pictures",
            heading=_("Pictures and films"),
            label=_("picture"),
            chooser_field_name="image",
            panels=["image", "caption", "credit", "alternative", "film", "link"],
        ),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("intro"),
        index.RelatedFields("pictures", [index.SearchField("caption")]),
    ]
    api_fields: ClassVar[list[APIField]] = [
        APIField("show_id"),
        APIField("performance_id"),
        APIField("intro"),
        APIField("pictures"),
    ]
    parent_page_types: ClassVar[list[str]] = ["galleries.GalleryIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("gallery")
        verbose_name_plural = _("galleries")

    @property
    def shows_show(self) -> int | None:
        show_id: int | None = self.show_id
        return show_id

    def clean(self) -> None:
        super().clean()
        performance = self.performance
        if performance and self.show_id and performance.show_id != self.show_id:
            raise ValidationError({"performance": OF_ANOTHER_SHOW})


class GalleryPicture(TranslatableMixin, Orderable):
    """One picture, or a film with the picture that stands for it.

    A film is the house's own file or an address elsewhere: nothing of another
    site runs on the house's pages.
    """

    page = ParentalKey(GalleryPage, on_delete=models.CASCADE, related_name="pictures")
    image = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("image"),
        help_text=_("Of a film, the still that is seen before it plays."),
    )
    caption = models.CharField(_("caption"), max_length=250, blank=True)
    credit = models.CharField(
        pgettext_lazy("of a picture", "credit"), max_length=150, blank=True
    )
    alternative = models.CharField(
        _("what it shows"),
        max_length=300,
        blank=True,
        help_text=_(
            "For readers who can't see it; the picture's own description"
            " or the caption where it is empty."
        ),
    )
    film = models.ForeignKey(
        "wagtaildocs.Document",
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("film"),
        help_text=_("MP4 or WebM."),
    )
    link = models.URLField(
        _("film elsewhere"),
        blank=True,
        help_text=_("Instead of a file: the page on which the film plays."),
    )

    api_fields: ClassVar[list[APIField]] = [
        APIField("image"),
        APIField("caption"),
        APIField("credit"),
        APIField("alternative"),
        APIField("film"),
        APIField("link"),
    ]

    class Meta(TranslatableMixin.Meta, Orderable.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.caption or str(self.image)

    def clean(self) -> None:
        super().clean()
        if self.film and self.link:
            raise ValidationError(
                {"link": _("Choose a film or write an address, not both.")}
            )
        if self.film:
            _refuse_no_film(self.film)


def _refuse_no_film(document: Any) -> None:
    try:
        FileExtensionValidator(FILMS)(document.file)
    except ValidationError as error:
        raise ValidationError({"film": _("A film is an MP4 or WebM file.")}) from error
