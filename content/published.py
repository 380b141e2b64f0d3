"""What is made of published pages is made again when one of them changes."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import (
    CharField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Max,
    OuterRef,
    Q,
    Subquery,
)
from django.utils.translation import get_language
from wagtail.models import Page, PageLogEntry, PageViewRestriction

from content.days import house_today
from content.site_settings.models import Brand, Navigation
from ground.keeping import MINUTE, SECOND, kept

Thing = TypeVar("Thing")


def keep_published(name: str, build: Callable[[], Thing], *, now: datetime) -> Thing:
    """Build it when a page was published or taken off, or a minute or the day is over.

    Kept for each language. Whether a page has changed is asked once a second: with
    the second of a page's own copy, no change is seen later than two seconds after.
    """
    return keep_of_pages(f"{name}:{house_today(now)}", build)


def keep_of_pages(name: str, build: Callable[[], Thing]) -> Thing:
    """The same for what is no other on another day."""
    return kept(f"of-pages:{get_language()}:{name}:{_state()['stamp']}", MINUTE, build)


def some_are_private() -> bool:
    """Whether the house shows any page to some visitors only; few houses do."""
    return bool(_state()["restrictions"])


def _state() -> dict[str, Any]:
    """What there is of pages, at most a second old; one query."""
    return kept("published", SECOND, _ask)


def _ask() -> dict[str, Any]:
    """`stamp` is another one after each step of an editor that visitors may see."""
    is_live = Q(live=True)
    # A page that is moved or closed is not published anew, but it is logged.
    logged = PageLogEntry.objects.order_by("-pk").values("pk")[:1]
    state = Page.objects.aggregate(
        n=Count("pk", filter=is_live),
        at=Max("last_published_at", filter=is_live),
        restrictions=Count("view_restrictions"),
        logged=Max(Subquery(logged)),
        brand=Max(Subquery(Brand.objects.values("changed_at")[:1])),
        navigation=Max(Subquery(Navigation.objects.values("changed_at")[:1])),
    )
    return {**state, "stamp": ":".join(map(str, state.values()))}


def live_in(language: str, model: type[Page]) -> Any:
    """The live pages of one kind and language that all visitors may see."""
    live = for_everybody(model.objects.live())
    return live.filter(locale__language_code=language)


def for_everybody(pages: Any) -> Any:
    """Those of the pages that all visitors may see.

    Wagtail's `public()` asks for all restrictions each time.
    """
    return pages.public() if some_are_private() else pages


def open_pages(pages: Any) -> Any:
    """The live ones that no restriction closes, of their own or of a page above.

    The database decides, at the moment of the question: what was kept a second ago
    may not know of a new restriction.
    """
    path = ExpressionWrapper(OuterRef("path"), CharField())
    closing = PageViewRestriction.objects.annotate(path=path)
    above = closing.filter(path__startswith=F("page__path"))
    return pages.filter(~Exists(above.order_by()), live=True)
