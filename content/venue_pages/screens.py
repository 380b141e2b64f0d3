"""What venue pages show beside their own words."""

from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import get_language

from content.cards import show_card
from content.frame import site_menu
from content.pictures import WIDE, load_renditions
from content.selectors import (
    coming_performances,
    listed_shows,
    show_ids_by_next_date,
)
from content.venue_pages.halls import halls_of
from content.venue_pages.models import VenueIndexPage, VenuePage
from ticketing.house.models import the_house

SHOWS: Final = 8


def index_screen(
    page: VenueIndexPage, request: HttpRequest, _now: datetime
) -> dict[str, Any]:
    """All venues in the order of the tree, with their pictures."""
    pages = list(
        VenuePage.objects.child_of(page)
        .live()
        .select_related("venue", "picture")
        .prefetch_related("venue__halls")
        .order_by("path")
    )
    load_renditions([p.picture for p in pages if p.picture], WIDE)
    return {"venues": [(p, p.get_url(request)) for p in pages]}


def venue_screen(
    page: VenuePage, request: HttpRequest, now: datetime
) -> dict[str, Any]:
    """Its halls, and the shows that play in them next."""
    halls = halls_of(page.venue_id)
    here = coming_performances(now=now).filter(hall__venue=page.venue_id)
    ids = show_ids_by_next_date(here)
    listed = listed_shows(
        ids[:SHOWS],
        now=now,
        language=get_language() or "en",
        few_left=the_house().few_left,
    )
    return {
        "halls": halls,
        "wheelchairs": sum(hall.wheelchairs for hall in halls),
        "cards": [show_card(item, request) for item in listed],
        "index_url": site_menu().shows,
    }
