"""The dates that stand on an editorial page: price, state, and a way to book."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, Final

from django.db.models import Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest
from django.utils.translation import get_language

from content.rows import DateRow, date_row
from content.selectors import ListedShow, pages_by_show
from ticketing.house.models import the_house
from ticketing.shows.models import Performance
from ticketing.stock.selectors import Offer, offers_of

MOST_OF_A_SHOW: Final = 4
MOST: Final = 24


def attached_rows(page: Any, request: HttpRequest, *, now: datetime) -> list[DateRow]:
    """Return the dates that a page names, and the next ones of the shows it names.

    `page` has `shows` and `performances` (`content.models.attached`). A date of
    its own stays when it is over or called off; a withdrawn show has no dates.
    """
    shows = [row.show_id for row in page.shows.all()]
    named = [row.performance_id for row in page.performances.all()]
    return dates_of(shows, named, request, now=now)


def dates_of(
    shows: Collection[int],
    performances: Collection[int],
    request: HttpRequest,
    *,
    now: datetime,
    most: int = MOST,
) -> list[DateRow]:
    """Return these performances and the next few of these shows, by their dates.

    Takes seven queries however many; at most MOST_OF_A_SHOW for each show and
    `most` in all.
    """
    if not shows and not performances:
        return []
    found = _performances(shows, performances, now)
    offers = offers_of(found[:most], now=now, few_left=the_house().few_left)
    listed = _listed(offers)
    return [
        date_row(offer, listed[offer.performance.show_id], request, now=now)
        for offer in offers
    ]


def _performances(
    shows: Collection[int], named: Collection[int], now: datetime
) -> list[Performance]:
    asked = Performance.objects.public().with_show_and_venue()
    nth = Window(RowNumber(), partition_by="show", order_by=("starts_at", "pk"))
    theirs = asked.filter(show__in=shows).ahead(now).annotate(nth=nth)
    found = {p.pk: p for p in theirs.filter(nth__lte=MOST_OF_A_SHOW)}
    found |= {p.pk: p for p in asked.filter(pk__in=named).select_related("moved_to")}
    return sorted(found.values(), key=lambda p: (p.starts_at, p.pk))


def _listed(offers: Sequence[Offer]) -> dict[int, ListedShow]:
    by_show: defaultdict[int, list[Offer]] = defaultdict(list)
    for offer in offers:
        by_show[offer.performance.show_id].append(offer)
    pages = pages_by_show(by_show, language=get_language() or "en")
    return {
        pk: ListedShow(found[0].performance.show, pages.get(pk), tuple(found))
        for pk, found in by_show.items()
    }
