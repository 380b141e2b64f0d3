"""What's on: all coming shows, in pages, by kind, month and day."""

from datetime import date, datetime
from typing import Any, Final

from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import get_language

from content.cards import show_card
from content.catalogue.known import SECONDS as KNOWN_SECONDS
from content.filters import asked_for, kind_links, month_links
from content.models import ShowIndexPage
from content.paging import page_links, page_of
from content.selectors import (
    coming_performances,
    filtered,
    kinds_playing,
    listed_shows,
    months_with_performances,
    show_ids_by_next_date,
)
from ground.keeping import kept
from ticketing.house.models import House, the_house
from ticketing.shows.models import Performance, ShowKind

SHOWS_ON_A_PAGE: Final = 24


def index_screen(
    page: ShowIndexPage, request: HttpRequest, now: datetime
) -> dict[str, Any]:
    house = the_house()
    asked = asked_for(request)
    coming = coming_performances(now=now)
    base = page.get_url(request)
    ids = show_ids_by_next_date(filtered(coming, asked.as_filter(), house.zone))
    shown = page_of(ids, SHOWS_ON_A_PAGE, request)
    listed = listed_shows(
        list(shown.object_list),
        now=now,
        language=get_language() or "en",
        few_left=house.few_left,
    )
    return {
        "asked": asked,
        "base": base,
        "cards": [show_card(item, request) for item in listed],
        "kinds": kind_links(_kinds(coming), base, asked),
        "months": month_links(_months(coming, house), base, asked),
        "count": len(ids),
        "pages": page_links(shown, lambda n: base + asked.query(n)),
    }


def _months(coming: QuerySet[Performance], house: House) -> list[date]:
    def ask() -> list[date]:
        return months_with_performances(coming, house.zone)

    return kept("coming-months", KNOWN_SECONDS, ask)


def _kinds(coming: QuerySet[Performance]) -> list[tuple[ShowKind, int]]:
    return kept("coming-kinds", KNOWN_SECONDS, lambda: kinds_playing(coming))
