"""Which galleries are there, as cards."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from wagtail.images.models import Image

from content.galleries.models import GalleryPage, GalleryPicture
from content.pictures import CARD, image_by_id
from content.published import live_in
from ground import dates

IS_FILM = Q(pictures__film__isnull=False) | ~Q(pictures__link="")


@dataclass(frozen=True, slots=True)
class GalleryCard:
    """A gallery as one link; `templates/galleries/card.html` draws it."""

    title: str
    url: str
    show: str
    # The evening it is of; empty for a gallery of the whole show.
    when: str
    cover: Image | None
    pictures: int
    films: int


def galleries(*, language: str, now: datetime) -> "QuerySet[GalleryPage]":
    """The galleries that visitors see in that language, the newest first.

    One whose day to go has come is gone, before a worker takes it off.
    """
    live = live_in(language, GalleryPage)
    lasting = live.filter(Q(expire_at=None) | Q(expire_at__gt=now))
    ordered: QuerySet[GalleryPage] = lasting.order_by("-first_published_at", "-pk")
    return ordered


def latest_galleries(
    *, language: str, now: datetime, most: int
) -> tuple[GalleryCard, ...]:
    """Return the newest galleries, with three queries however many."""
    return cards(galleries(language=language, now=now)[:most])


def of_show(show_id: int, *, language: str, now: datetime) -> tuple[GalleryCard, ...]:
    """Return all galleries of a show, the newest first, with three queries."""
    return cards(galleries(language=language, now=now).filter(show=show_id))


def cards(found: Any) -> tuple[GalleryCard, ...]:
    """Tell of these galleries with three queries however many."""
    pages = list(_told(found))
    images = image_by_id((p.cover_id for p in pages if p.cover_id), CARD)
    return tuple(_card(page, images) for page in pages)


def _told(found: "QuerySet[GalleryPage]") -> Iterable[Any]:
    first = GalleryPicture.objects.filter(page=OuterRef("pk")).order_by("sort_order")
    told: Iterable[Any] = found.select_related(
        "show", "performance__hall__venue", "locale"
    ).annotate(
        cover_id=Subquery(first.values("image")[:1]),
        told=Count("pictures"),
        films=Count("pictures", filter=IS_FILM),
    )
    return told


def _card(page: Any, images: dict[int, Image]) -> GalleryCard:
    performance = page.performance
    return GalleryCard(
        title=page.title,
        url=page.get_url(),
        show=page.show.name,
        when=dates.day(performance.local_start, year=True) if performance else "",
        cover=images.get(page.cover_id) if page.cover_id else None,
        pictures=page.told - page.films,
        films=page.films,
    )
