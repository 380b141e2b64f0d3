"""Shows, performances, and what is free."""

from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Router
from ninja.decorators import decorate_view

from ground.api.errors import Error
from ground.api.freshness import public_answer
from ticketing.checkout.api import answers, schemas
from ticketing.house.models import the_house
from ticketing.orders.models import SalesChannel
from ticketing.rush.presale import in_presale
from ticketing.shows.models import Performance, Show
from ticketing.stock.models import Place
from ticketing.stock.querysets import Seller
from ticketing.stock.selectors import offers_of

router = Router(tags=["shows"])
PAGE = 50
Cursor = Annotated[str, Field(max_length=120)]
Limit = Annotated[int, Field(ge=1, le=200)]


@router.get(
    "/shows", response={200: schemas.ShowPageOut, 422: Error}, summary="Coming shows"
)
@decorate_view(public_answer)
def list_shows(
    request: HttpRequest,
    kind: str = "",
    after: Cursor = "",
    limit: Limit = PAGE,
) -> dict[str, Any]:
    """Shows with a performance ahead, by their short address.

    `after` is the `next` of the page before.
    """
    found = Show.objects.coming(timezone.now()).filter(slug__gt=after)
    if kind:
        found = found.filter(kind__code=kind)
    found = found.select_related("kind").prefetch_related("show_companies__company")
    page = list(found.order_by("slug")[: limit + 1])
    return {
        "shows": [answers.show(s) for s in page[:limit]],
        "next": page[limit - 1].slug if len(page) > limit else "",
    }


@router.get(
    "/shows/{slug}",
    response={200: schemas.ShowDetail, 404: Error},
    summary="One show with its coming performances",
)
@decorate_view(public_answer)
def read_show(request: HttpRequest, slug: str) -> dict[str, Any]:
    now = timezone.now()
    show = (
        Show.objects.current()
        .select_related("kind")
        .prefetch_related("show_companies__company")
        .filter(slug=slug)
        .first()
    )
    if show is None:
        raise Http404
    coming = show.performances.upcoming(now).with_show_and_venue().order_by("starts_at")
    offers = offers_of(coming, now=now, few_left=the_house().few_left)
    return {
        **answers.show(show).dict(),
        "running_minutes": show.running_minutes,
        "age_from": show.age_from,
        "performances": [answers.performance(offer) for offer in offers],
    }


@router.get(
    "/performances/{performance_id}",
    response={200: schemas.PerformanceOut, 404: Error},
    summary="One performance with its prices",
)
@decorate_view(public_answer)
def read_performance(
    request: HttpRequest, performance_id: int
) -> schemas.PerformanceOut:
    found = _performance(performance_id)
    now = timezone.now()
    [offer] = offers_of([found], now=now, few_left=the_house().few_left)
    return answers.performance(offer)


@router.get(
    "/performances/{performance_id}/places",
    response={200: schemas.Availability, 404: Error},
    summary="Every free place of a performance",
)
@decorate_view(public_answer)
def list_places(request: HttpRequest, performance_id: int) -> dict[str, Any]:
    """Free at the moment named in `at`; only holding a place makes it yours.

    Told while the performance is on sale, or while a presale of it runs.
    """
    found = _performance(performance_id)
    now = timezone.now()
    on_sale = Performance.objects.on_sale(now).filter(pk=found.pk)
    is_open = on_sale.exists() or in_presale(found.pk, now=now).exists()
    places = Place.objects.filter(performance=found)
    places = places.sellable(now, Seller(SalesChannel.API)).order_by("pk")
    rows = places.values_list(
        "pk", "section_id", "tier_id", "seat__row", "seat__label", "seat__flags"
    )
    return answers.availability(found, list(rows) if is_open else [], now)


def _performance(performance_id: int) -> Performance:
    """Raises Http404 also where the show has been withdrawn."""
    found: Performance | None = (
        Performance.objects.public()
        .with_show_and_venue()
        .select_related("show__kind", "hall__venue", "plan_version")
        .filter(pk=performance_id)
        .first()
    )
    if found is None:
        raise Http404
    return found
