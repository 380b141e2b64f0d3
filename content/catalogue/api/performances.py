"""Every performance of a span of days, by kind and venue, over JSON."""

from datetime import date, datetime, time, timedelta
from typing import Annotated, Any, Final

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Query, Router, Schema
from ninja.decorators import decorate_view
from ninja.errors import HttpError

from content.catalogue.finding import offers
from content.catalogue.known import known
from ground.api.errors import Error
from ground.api.freshness import public_answer
from ticketing.checkout.api import answers
from ticketing.checkout.api.schemas import PerformanceOut
from ticketing.house.models import the_house
from ticketing.shows.models import Performance

router = Router(tags=["shows"])
USUAL: Final = timedelta(days=31)
LONGEST: Final = timedelta(days=366)
UNPROCESSABLE: Final = 422
Limit = Annotated[int, Field(ge=1, le=200)]
Page = Annotated[int, Field(ge=1, le=1000)]


class CatalogueIn(Schema):
    first: date | None = None
    last: date | None = None
    kind: str = ""
    venue: int | None = None
    page: Page = 1
    limit: Limit = 100


class CatalogueOut(Schema):
    """`next` is the number of the next page, 0 on the last one."""

    first: date
    last: date
    performances: list[PerformanceOut]
    next: int


@router.get(
    "/catalogue",
    response={200: CatalogueOut, 404: Error, 422: Error},
    summary="What plays on these days",
)
@decorate_view(public_answer)
def read_catalogue(request: HttpRequest, asked: Query[CatalogueIn]) -> dict[str, Any]:
    """Performances in every state, over ones too; days are the house's.

    From today on and for a month where no days are named; a year at most.
    """
    now, zone = timezone.now(), the_house().zone
    first, last = _span(asked.first, asked.last, now.astimezone(zone).date())
    found = Performance.objects.public().filter(
        starts_at__gte=datetime.combine(first, time.min, tzinfo=zone),
        starts_at__lt=datetime.combine(last + timedelta(days=1), time.min, tzinfo=zone),
    )
    if asked.kind:
        found = found.filter(show__kind__code=_or_404(known().kind(asked.kind)).code)
    if asked.venue is not None:
        found = found.filter(hall__venue=_or_404(known().venue(str(asked.venue))).pk)
    ordered = found.with_show_and_venue().order_by("starts_at", "pk")
    page, limit = asked.page, asked.limit
    rows = list(ordered[(page - 1) * limit : page * limit + 1])
    return {
        "first": first,
        "last": last,
        "performances": [
            answers.performance(offer) for offer in offers(rows[:limit], now=now)
        ],
        "next": page + 1 if len(rows) > limit else 0,
    }


def _span(first: date | None, last: date | None, today: date) -> tuple[date, date]:
    """Raises HttpError for days that are no span of a year at most."""
    first = first or today
    if not date.min.year < first.year < date.max.year - 1:
        raise HttpError(UNPROCESSABLE, "first")
    last = last or first + USUAL
    if not first <= last <= first + LONGEST:
        raise HttpError(UNPROCESSABLE, "last")
    return first, last


def _or_404(found: Any) -> Any:
    if found is None:
        raise Http404
    return found
