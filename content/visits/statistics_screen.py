"""The public statistics: the visit counter, and the shows that played lately."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language

from content.paging import page_links, page_of, question
from content.selectors import pages_by_show
from content.visits.audience import Seats, seats_by_show
from content.visits.drawing import bars
from content.visits.figures import people_by_show, shows_played_lately, site_figures
from ground import dates
from ticketing.house.models import the_house
from ticketing.shows.models import Show

SHOWS_ON_A_PAGE: Final = 24


@dataclass(frozen=True, slots=True)
class PlayedShow:
    """A show that played lately; `url` is empty where no page tells of it."""

    title: str
    url: str
    kind: str
    when: str
    performances: int
    people: int
    seats: Seats


def statistics_screen(request: HttpRequest, *, now: datetime) -> dict[str, Any]:
    site = site_figures(now=now)
    shown = page_of(shows_played_lately(now=now), SHOWS_ON_A_PAGE, request)
    base = reverse("visits:statistics")
    return {
        "site": site,
        "drawing": bars(site.days),
        "shows": _played(list(shown.object_list), request, now),
        "pages": page_links(shown, lambda n: base + question(n)),
    }


def _played(
    rows: list[dict[str, Any]], request: HttpRequest, now: datetime
) -> list[PlayedShow]:
    ids = [row["show"] for row in rows]
    shows = Show.objects.select_related("kind").in_bulk(ids)
    pages = pages_by_show(ids, language=get_language() or "en")
    people, seats = people_by_show(ids), seats_by_show(ids, now=now)
    zone = the_house().zone
    played = []
    for row in rows:
        show, page = shows[row["show"]], pages.get(row["show"])
        first, last = (row[name].astimezone(zone) for name in ("first", "last"))
        played.append(
            PlayedShow(
                title=page.title if page else show.name,
                url=page.get_url(request) if page else "",
                kind=show.kind.name,
                when=dates.span(
                    first, last, year=last.year != now.astimezone(zone).year
                ),
                performances=row["count"],
                people=people.get(show.pk, 0),
                seats=seats.get(show.pk, Seats()),
            )
        )
    return played
