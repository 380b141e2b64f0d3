from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.api import APIField
from wagtail.contrib.routable_page.models import RoutablePageMixin, re_path
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
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
from content.news.models.lists import Author, Category
from content.news.representing import AuthorField, CategoryField


class NewsIndexPage(RoutablePageMixin, UnderHomePage):
    """All news of one language; month, category and tag stand in the address."""

    screen = "content.news.screens.index_screen"
    # What the address asks for below this page's own, and where that is the same
    # in each language.
    asked: Mapping[str, Any] = MappingProxyType({})
    below: str = ""

    subpage_types: ClassVar[list[str]] = ["news.NewsPage"]

    class Meta:
        verbose_name = _("page of all news")
        verbose_name_plural = _("pages of all news")

    @re_path(r"^(?P<year>\d{4})/(?P<month>\d{2})/$")  # type: ignore[untyped-decorator]
    def of_month(self, request: HttpRequest, year: str, month: str) -> HttpResponseBase:
        return self._asked_for(
            request, f"{year}/{month}/", year=int(year), month=int(month)
        )

    @re_path(r"^category/(?P<category>[-\w]+)/$")  # type: ignore[untyped-decorator]
    def of_category(self, request: HttpRequest, category: str) -> HttpResponseBase:
        return self._asked_for(request, f"category/{category}/", category=category)

    @re_path(r"^tag/(?P<tag>[-\w]+)/$")  # type: ignore[untyped-decorator]
    def of_tag(self, request: HttpRequest, tag: str) -> HttpResponseBase:
        """A tag is a word of one language, so it leads to no other."""
        return self._asked_for(request, "", tag=tag)

    def _asked_for(
        self, request: HttpRequest, below: str, **asked: Any
    ) -> HttpResponseBase:
        self.asked, self.below = asked, below
        response: HttpResponseBase = self.render(request)
        return response


class NewsPage(PublicPage, Page):
    """One story, with its date, authors, category, tags and shows."""

    screen = "content.news.screens.news_screen"

    date = models.DateField(_("date"), default=house_today, db_index=True)
    category = models.ForeignKey(
        Category,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("category"),
    )
    lead = models.CharField(
        _("lead"),
        max_length=300,
        help_text=_("One or two sentences; stand on cards and in the feeds."),
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
    tags = ClusterTaggableManager(
        through="news.NewsTag", blank=True, verbose_name=_("tags")
    )

    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        "lead",
        MultiFieldPanel(
            [
                FieldPanel("date"),
                FieldPanel("category"),
                InlinePanel("authors", label=_("author")),
                FieldPanel("tags"),
            ],
            heading=_("When, what, who"),
        ),
        MultiFieldPanel(["picture", "picture_alt"], heading=_("Picture")),
        "body",
        *ATTACHED_PANELS,
    ]
    search_fields: ClassVar[list[Any]] = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("date"),
    ]
    api_fields: ClassVar[list[APIField]] = [
        APIField("date"),
        APIField("category", serializer=CategoryField()),
        APIField("lead"),
        APIField("picture"),
        APIField("picture_alt"),
        APIField("body"),
        APIField("tags"),
        APIField("authors"),
        *ATTACHED_API_FIELDS,
    ]
    parent_page_types: ClassVar[list[str]] = ["news.NewsIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("news item")
        verbose_name_plural = _("news items")


class NewsAuthor(Orderable):
    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="authors")
    author = models.ForeignKey(
        Author,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("author"),
    )

    panels: ClassVar[list[str]] = ["author"]
    api_fields: ClassVar[list[APIField]] = [
        APIField("author", serializer=AuthorField())
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")

    def __str__(self) -> str:
        return str(self.author)


class NewsTag(TaggedItemBase):
    content_object = ParentalKey(
        NewsPage, on_delete=models.CASCADE, related_name="tagged_items"
    )


class NewsShow(AttachedShow):
    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="shows")


class NewsPerformance(AttachedPerformance):
    page = ParentalKey(NewsPage, on_delete=models.CASCADE, related_name="performances")
