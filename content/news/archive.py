"""What the address of the news can ask for, and the links that ask."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.db.models import Count
from django.db.models.functions import TruncMonth
from django.http import Http404
from django.utils.translation import gettext as _
from taggit.models import Tag

from content.filters import FilterLink
from content.news.models import Category, NewsPage
from ground import dates

TAGS: Final = 16


@dataclass(frozen=True, slots=True)
class Asked:
    """The stories that the address asks for; `title` is empty for all of them."""

    stories: Any
    title: str = ""
    # The rest of the address, below the page of all news.
    below: str = ""


def asked_for(wanted: Mapping[str, Any], stories: Any, language: str) -> Asked:
    """Narrow the stories down. A month, category or tag that is none is a 404."""
    if "month" in wanted:
        return _of_month(wanted["year"], wanted["month"], stories)
    if "category" in wanted:
        return _of_category(wanted["category"], stories, language)
    if "tag" in wanted:
        return _of_tag(wanted["tag"], stories)
    return Asked(stories)


def _of_month(year: int, month: int, stories: Any) -> Asked:
    """A month in which the house has told nothing in any language is none."""
    try:
        first = date(year, month, 1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    except (ValueError, OverflowError) as nonsense:
        raise Http404 from nonsense
    if not NewsPage.objects.live().filter(date__range=(first, last)).exists():
        raise Http404
    return Asked(
        stories.filter(date__range=(first, last)), dates.month(first), _below(first)
    )


def _of_category(slug: str, stories: Any, language: str) -> Asked:
    category = Category.objects.filter(slug=slug).first()
    if category is None:
        raise Http404
    found = stories.filter(category=category)
    return Asked(found, category.name_in(language), f"category/{slug}/")


def _of_tag(slug: str, stories: Any) -> Asked:
    tag = Tag.objects.filter(slug=slug).first()
    found = stories.filter(tagged_items__tag=tag) if tag else stories.none()
    if tag is None or not found.exists():
        raise Http404
    return Asked(found, tag.name, f"tag/{slug}/")


def _below(month: date) -> str:
    return f"{month.year:04}/{month.month:02}/"


def category_links(stories: Any, base: str, asked: Asked) -> list[FilterLink]:
    """All, then each category that has stories, with their number."""
    rows = stories.order_by().values("category").annotate(n=Count("pk"))
    counts = {row["category"]: row["n"] for row in rows}
    links = [FilterLink(_("All"), base, not asked.below, sum(counts.values()))]
    for category in Category.objects.filter(pk__in=[pk for pk in counts if pk]):
        below = f"category/{category.slug}/"
        links.append(
            FilterLink(
                category.name, base + below, asked.below == below, counts[category.pk]
            )
        )
    return links


def months(stories: Any, base: str, asked: Asked) -> list[FilterLink]:
    """Each month with stories, the latest first, with their number."""
    rows = (
        stories.order_by()
        .annotate(month=TruncMonth("date"))
        .values("month")
        .annotate(n=Count("pk"))
        .order_by("-month")
    )
    return [
        FilterLink(
            dates.month(row["month"]),
            base + _below(row["month"]),
            asked.below == _below(row["month"]),
            row["n"],
        )
        for row in rows
    ]


def tag_links(stories: Any, base: str, asked: Asked) -> list[FilterLink]:
    """The tags that most of these stories have."""
    tags = (
        Tag.objects.filter(news_newstag_items__content_object__in=stories.order_by())
        .annotate(n=Count("pk"))
        .order_by("-n", "name")
    )
    return [
        FilterLink(
            tag.name, f"{base}tag/{tag.slug}/", asked.below == f"tag/{tag.slug}/"
        )
        for tag in tags[:TAGS]
    ]
