"""The hot chart over JSON."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Field, Router, Schema
from ninja.decorators import decorate_view

from content.cards import prices_of
from content.selectors import ListedShow, listed_shows
from content.visits.chart import Move, Period, Rank, chart_settings, hot_chart
from ground.api.errors import Error
from ground.api.freshness import public_answer
from ticketing.checkout.api import answers
from ticketing.checkout.api.schemas import Money, Names
from ticketing.house.models import the_house

router = Router(tags=["shows"])
Limit = Annotated[int | None, Field(ge=1, le=100)]


class RankOut(Schema):
    """`places` is by how many places it rose or fell since the period before.

    `page` leads to the show's page in the reader's language; `next_performance`
    is the one to book first.
    """

    rank: int
    people: int
    move: Move
    places: int
    show: str
    kind: str
    name: Names
    page: str
    currency: str
    lowest_price: Money | None
    next_performance: int


class ChartOut(Schema):
    """`first` and `last` are the days counted, in the house's time zone."""

    period: Period
    first: date
    last: date
    ranks: list[RankOut]


@router.get(
    "/chart", response={200: ChartOut, 422: Error}, summary="The most visited shows"
)
@decorate_view(public_answer)
def read_chart(
    request: HttpRequest, period: Period = Period.WEEK, limit: Limit = None
) -> dict[str, Any]:
    """People who opened a show's page, each once a day; robots are left out.

    Without `limit` it is as long as the house's own chart.
    """
    now = timezone.now()
    chart = hot_chart(period, now=now, most=limit or chart_settings().rows)
    listed = listed_shows(
        [rank.show_id for rank in chart.ranks],
        now=now,
        language="en",
        few_left=the_house().few_left,
    )
    shows = {item.show.pk: item for item in listed}
    return {
        "period": chart.period,
        "first": chart.first,
        "last": chart.last,
        "ranks": [
            _rank(rank, shows[rank.show_id])
            for rank in chart.ranks
            if rank.show_id in shows
        ],
    }


def _rank(rank: Rank, listed: ListedShow) -> dict[str, Any]:
    show, first = listed.show, listed.performances[0]
    prices: list[Decimal] = prices_of(listed.offers)
    page = reverse("content:show", args=[show.slug])
    return {
        "rank": rank.rank,
        "people": rank.people,
        "move": rank.move,
        "places": rank.places,
        "show": show.slug,
        "kind": show.kind.code,
        "name": answers.names(show),
        "page": f"{settings.MARQUEE_BASE_URL}{page}",
        "currency": first.currency,
        "lowest_price": prices[0] if prices else None,
        "next_performance": first.pk,
    }
