"""What the sections of one home page share, each thing asked for once."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cached_property
from typing import Any, Final, TypeVar

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page

from content.cards import ShowCard, show_card
from content.frame import site_menu, the_frame
from content.openings import shows_opening
from content.published import keep_published
from content.selectors import (
    ListedShow,
    coming_performances,
    listed_shows,
    show_ids_by_next_date,
)
from ground.keeping import SECOND, kept
from ticketing.house.models import House, the_house
from ticketing.shows.models import Performance

Thing = TypeVar("Thing")
OPENINGS: Final = 12


class HomeFacts:
    """One page at one moment; `load` gives it the shows of all its sections."""

    def __init__(self, page: Any, request: HttpRequest, *, now: datetime) -> None:
        self.page = page
        self.request = request
        self.now = now
        self.language = get_language() or "en"
        self.listed: dict[int, ListedShow] = {}
        self.cards: dict[int, ShowCard] = {}

    @property
    def house(self) -> House:
        return the_house()

    @property
    def coming(self) -> QuerySet[Performance]:
        return coming_performances(now=self.now)

    @cached_property
    def ids(self) -> list[int]:
        """The shows that play, the next one first."""
        return show_ids_by_next_date(self.coming)

    @cached_property
    def openings(self) -> dict[int, datetime]:
        """The shows whose sale opens next, with the moment."""
        return shows_opening(self.now, OPENINGS)

    @property
    def featured(self) -> int | None:
        """The show that editors put on top while it plays, or else the next one."""
        if self.page.featured_id in self.ids:
            return int(self.page.featured_id)
        return next(iter(self.ids), None)

    @property
    def index_url(self) -> str:
        return site_menu(self.language).shows

    def url_of(self, kind: type[Page]) -> str:
        """The address of the house's page of that kind; empty where it has none."""
        return the_frame(self.language).tops.url_of(kind)

    def load(self, wanted: Iterable[int | None]) -> None:
        """Load these shows with their dates, pages and pictures, each once."""
        ids = list(dict.fromkeys(pk for pk in wanted if pk is not None))
        found = listed_shows(
            ids, now=self.now, language=self.language, few_left=self.house.few_left
        )
        self.listed = {item.show.pk: item for item in found}
        self.cards = {
            pk: show_card(item, self.request) for pk, item in self.listed.items()
        }

    def keep_published(self, name: str, build: Callable[[], Thing]) -> Thing:
        """Build what is made of pages when one has changed, or a minute has gone."""
        return keep_published(f"home:{name}", build, now=self.now)

    def keep(self, name: str, build: Callable[[], Thing]) -> Thing:
        """Build what is the same for all readers of this language once a second.

        With the page's own second it is at most two seconds old.
        """
        key = f"home:{self.language}:{name}"
        return kept(key, SECOND, build)
