"""The public statistics: the visit counter, and the shows that played lately."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.translation import get_language

from content.selectors import pages_by_show
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


def statistics_screen(request: HttpRequest, *, now: datetime) -> dict[str, Any]:
    site = site_figures(now=now)
    found = Paginator(shows_played_lately(now=now), SHOWS_ON_A_PAGE)
    shown = found.get_page(request.GET.get("page"))
    numbers = range(1, found.num_pages + 1) if found.num_pages > 1 else ()
    return {
        "site": site,
        "drawing": bars(site.days),
        "shows": _played(list(shown.object_list), request, now),
        "pages": [{"number": n, "is_current": n == shown.number} for n in numbers],
    }


def _played(
    rows: list[dict[str, Any]], request: HttpRequest, now: datetime
) -> list[PlayedShow]:
    ids = [row["show"] for row in rows]
    shows = Show.objects.select_related("kind").in_bulk(ids)
    pages = pages_by_show(ids, language=get_language() or "en")
    people = people_by_show(ids)
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
            )
        )
    return played
