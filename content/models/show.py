from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from wagtail.admin.forms import WagtailAdminPageForm
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.fields import RichTextField, StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from content.models.blocks import StoryBlock
from content.models.public import PublicPage
from content.page_fields import FactsField

TWO_PAGES = _("This show already has a page in this language.")


class ShowPageForm(WagtailAdminPageForm):
    """Tells the editor of a second page before the database refuses it."""

    def clean(self) -> Any:
        cleaned = super().clean()
        show = cleaned.get("show")
        # A new page takes its parent's language when it is saved.
        locale = self.instance.locale_id or self.parent_page.locale_id
        others = ShowPage.objects.filter(show=show, locale=locale, live=True)
        if show and others.exclude(pk=self.instance.pk).exists():
            self.add_error("show", TWO_PAGES)
        return cleaned


class ShowPage(PublicPage, Page):
    """The editors' page about one show; dates and prices are ticketing's."""

    screen = "content.screens.show.show_screen"

    show = models.ForeignKey(
        "shows.Show",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("show"),
    )
    summary = models.CharField(
        _("summary"),
        max_length=180,
        blank=True,
        help_text=_("One sentence, under the title and where the show is featured."),
    )
    poster = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("poster"),
        help_text=_("Upright, 4:5; stands on cards."),
    )
    hero = models.ForeignKey(
        "wagtailimages.Image",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("wide picture"),
        help_text=_("16:9; stands beside the title."),
    )
    story = StreamField(StoryBlock(), blank=True, verbose_name=_("story"))
    length_note = models.CharField(
        _("about its length"),
        max_length=120,
        blank=True,
        help_text=_("Such as “each part, one interval”; follows the running time."),
    )
    language_note = models.CharField(
        _("language"),
        max_length=120,
        blank=True,
        help_text=_("Such as “Kunqu, with English and Chinese surtitles”."),
    )
    age_note = models.CharField(
        _("about age"),
        max_length=120,
        blank=True,
        help_text=_("Such as “with an adult up to 12”; follows the recommended age."),
    )
    latecomers_note = models.CharField(
        _("latecomers"),
        max_length=200,
        blank=True,
        help_text=_("When and by which door they are let in."),
    )
    notes = RichTextField(
        _("good to know"),
        blank=True,
        features=["bold", "italic", "link", "ul"],
        help_text=_("Photographs, loud noises, what to bring."),
    )
    # Which show and language this page is the live one of; empty for drafts.
    # `live` stands in Wagtail's own table, where no constraint can join it
    # with the show.
    live_for = models.CharField(
        max_length=40, null=True, blank=True, unique=True, editable=False
    )

    base_form_class = ShowPageForm
    content_panels: ClassVar[list[Any]] = [
        FieldPanel("show"),
        *Page.content_panels,
        "summary",
        MultiFieldPanel(["poster", "hero"], heading=_("Pictures")),
        "story",
        MultiFieldPanel(
            ["language_note", "length_note", "age_note", "latecomers_note", "notes"],
            heading=_("Practical"),
        ),
        InlinePanel(
            "reviews",
            heading=pgettext_lazy("of papers", "Reviews"),
            label=pgettext_lazy("of a paper", "review"),
        ),
        InlinePanel("gallery", heading=_("Gallery"), label=_("picture")),
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("summary"),
        index.SearchField("story"),
    ]
    api_fields: ClassVar[list[APIField]] = [
        APIField("show_id"),
        APIField("summary"),
        APIField("poster"),
        APIField("hero"),
        APIField("story"),
        APIField("language_note"),
        APIField("length_note"),
        APIField("age_note"),
        APIField("latecomers_note"),
        APIField("notes"),
        APIField("reviews"),
        APIField("show", FactsField("content.headless.facts.show")),
        APIField("pictures", FactsField("content.headless.facts.pictures")),
        APIField("performances", FactsField("content.headless.facts.performances")),
        APIField("gallery"),
    ]
    exclude_fields_in_copy: ClassVar[list[str]] = ["live_for"]
    parent_page_types: ClassVar[list[str]] = ["content.ShowIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("show page")
        verbose_name_plural = _("show pages")

    @property
    def shows_show(self) -> int | None:
        show_id: int = self.show_id
        return show_id

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.locale_id is None:
            self.locale = self.get_default_locale()
        self.live_for = f"{self.show_id}/{self.locale_id}" if self.live else None
        super().save(*args, **kwargs)

    def clean(self) -> None:
        super().clean()
        others = ShowPage.objects.filter(live_for=self.live_for).exclude(pk=self.pk)
        if self.live_for and others.exists():
            raise ValidationError({"show": TWO_PAGES})


class ShowGalleryImage(Orderable):
    """One picture of a show's gallery, with its caption and its credit."""

    page = ParentalKey(ShowPage, on_delete=models.CASCADE, related_name="gallery")
    image = models.ForeignKey(
        "wagtailimages.Image",
        on_delete=models.CASCADE,
        related_name="+",
        verbose_name=_("image"),
    )
    caption = models.CharField(
        _("caption"), max_length=250, blank=True, help_text=_("What it shows.")
    )
    credit = models.CharField(
        pgettext_lazy("of a picture", "credit"), max_length=150, blank=True
    )

    panels: ClassVar[list[str]] = ["image", "caption", "credit"]
    api_fields: ClassVar[list[APIField]] = [
        APIField("image"),
        APIField("caption"),
        APIField("credit"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")

    def __str__(self) -> str:
        return self.caption or str(self.image)
