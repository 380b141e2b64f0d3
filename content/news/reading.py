"""What to read besides: the most read, the one before and after, the related."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from django.db.models import Q, Sum

from content.about import on_shows
from content.days import house_today
from content.news.models import NewsPage
from content.news.selectors import NewsCard, cards_of
from content.visits.models import VisitDay

WEEK: Final = timedelta(days=6)
RELATED: Final = 3


def most_read(stories: Any, *, now: datetime, most: int) -> list[NewsPage]:
    """The stories that most people opened in the last seven days, today too."""
    today = house_today(now)
    rows = (
        VisitDay.objects.filter(day__range=(today - WEEK, today))
        .filter(page__in=stories.order_by().values("pk"))
        .values("page")
        .annotate(n=Sum("people"))
        .order_by("-n", "-page")
    )
    ranked = [row["page"] for row in rows[:most]]
    found = stories.defer("body").in_bulk(ranked)
    return [found[pk] for pk in ranked]


def neighbours(page: NewsPage, stories: Any) -> tuple[NewsPage | None, NewsPage | None]:
    """The story before this one, and the one after it."""
    if page.pk is None:
        return None, None
    same_day = Q(date=page.date)
    before = stories.filter(Q(date__lt=page.date) | same_day & Q(pk__lt=page.pk))
    after = stories.filter(Q(date__gt=page.date) | same_day & Q(pk__gt=page.pk))
    return before.defer("body").first(), after.reverse().defer("body").first()


def read_on(
    page: NewsPage, stories: Any, show_ids: Sequence[int], *, language: str
) -> list[NewsCard]:
    """About the same shows, else of the same category, else whatever is newest.

    They are told in the order of their dates.
    """
    others = stories.exclude(pk=page.pk)
    keys = _keys(on_shows(others, show_ids)) if show_ids else []
    if len(keys) < RELATED:
        keys += _keys(others.filter(category=page.category_id))
    if len(set(keys)) < RELATED:
        keys += _keys(others)
    chosen = list(dict.fromkeys(keys))[:RELATED]
    return cards_of(stories.filter(pk__in=chosen), language=language)


def _keys(stories: Any) -> list[int]:
    return list(stories.values_list("pk", flat=True)[: RELATED * 2])
