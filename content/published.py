"""What is made of published pages is made again when one of them changes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Count, Max
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction

from content.days import house_today
from ground.keeping import MINUTE, SECOND, kept

Thing = TypeVar("Thing")


def keep_published(name: str, build: Callable[[], Thing], *, now: datetime) -> Thing:
    """Build it when a page was published or taken off, or a minute or the day is over.

    Kept for each language. Whether a page has changed is asked once a second: with
    the second of a page's own copy, no change is seen later than two seconds after.
    """
    stamp = kept("published", SECOND, _stamp)
    key = f"of-pages:{get_language()}:{name}:{house_today(now)}:{stamp}"
    return kept(key, MINUTE, build)


def _stamp() -> str:
    live = Page.objects.live().aggregate(n=Count("pk"), at=Max("last_published_at"))
    return f"{live['n']}:{live['at']}"


def some_are_private() -> bool:
    """Whether the house shows any page to some visitors only; few houses do."""
    return kept("private-pages", SECOND, _any_restriction)


def _any_restriction() -> bool:
    return bool(PageViewRestriction.objects.exists())


def live_in(language: str, model: type[Page]) -> Any:
    """The live pages of one kind and language that all visitors may see."""
    live = for_everybody(model.objects.live())
    return live.filter(locale__language_code=language)


def for_everybody(pages: Any) -> Any:
    """Those of the pages that all visitors may see.

    Wagtail's `public()` asks for all restrictions each time.
    """
    return pages.public() if some_are_private() else pages
