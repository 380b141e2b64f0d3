"""Dates, prices and pictures of a show's page, as they are at the moment."""

from datetime import datetime
from typing import Any, Final

from content.models import ShowPage
from content.pictures import POSTER, WIDE, picture
from ticketing.checkout.api import answers
from ticketing.house.models import the_house
from ticketing.shows.models import Performance
from ticketing.stock.selectors import offers_of

MOST: Final = 100


def performances(page: ShowPage, now: datetime) -> list[dict[str, Any]]:
    """Every date ahead with its prices and what is left, in the shape of `/api/`.

    A withdrawn show has none.
    """
    coming = Performance.objects.public().filter(show=page.show_id).upcoming(now)
    ordered = coming.with_show_and_venue().order_by("starts_at", "pk")[:MOST]
    offers = offers_of(ordered, now=now, few_left=the_house().few_left)
    return [answers.performance(offer).model_dump(mode="json") for offer in offers]


def show(page: ShowPage, _now: datetime) -> dict[str, Any]:
    """What the box office calls the show; its `slug` leads to `/api/shows/`."""
    found = page.show
    return {
        "slug": found.slug,
        "kind": found.kind.code,
        "name": answers.names(found).model_dump(),
        "running_minutes": found.running_minutes,
        "age_from": found.age_from,
    }


def pictures(page: ShowPage, _now: datetime) -> dict[str, Any]:
    """What an `img` element needs for the poster and the wide picture."""
    sizes = {"poster": (page.poster, POSTER), "hero": (page.hero, WIDE)}
    return {
        name: picture(image, size).told() if image else None
        for name, (image, size) in sizes.items()
    }
