"""Urgent announcements, on the pages that they concern."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from content.about import shows_of, with_shows
from content.announcements.models import Kind
from content.announcements.selectors import announcements_in
from content.days import house_today
from content.models import HomePage
from content.models.public import PublicPage
from content.published import keep_published

MOST: Final = 50
ON_A_PAGE: Final = 2
# Those about no show stand on the home page.
NO_SHOW: Final = 0


@dataclass(frozen=True, slots=True)
class Banner:
    title: str
    url: str
    kind: Kind


def banners_of(show: int, *, language: str, now: datetime) -> list[Banner]:
    """The newest urgent announcements about a show, or about none (NO_SHOW).

    All of them are kept together until a page is published.
    """
    by_show = keep_published(
        f"urgent:{language}", lambda: _by_show(language, now), now=now
    )
    return by_show.get(show, [])


def _by_show(language: str, now: datetime) -> Mapping[int, list[Banner]]:
    today = house_today(now)
    urgent = announcements_in(language).current(today).filter(urgent=True)
    found: defaultdict[int, list[Banner]] = defaultdict(list)
    for page in with_shows(urgent.defer("body")[:MOST]):
        banner = Banner(page.title, page.get_url(), Kind(page.kind))
        for show in [show.pk for show in shows_of(page)] or [NO_SHOW]:
            found[show].append(banner)
    return {show: banners[:ON_A_PAGE] for show, banners in found.items()}


def show_of_page(page: object, performance: Any) -> int | None:
    """The show that a page concerns; NO_SHOW for home, None for all others."""
    if isinstance(page, HomePage):
        return NO_SHOW
    if isinstance(page, PublicPage):
        return page.shows_show
    return getattr(performance, "show_id", None)
