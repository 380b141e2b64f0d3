"""Some galleries of the demo house's shows, in both languages."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final, cast

from django.db import transaction

from content.galleries.models import GalleryIndexPage, GalleryPage, GalleryPicture
from ground.names import CHINESE, ENGLISH
from starter.demo.loading.frame import SOURCE
from starter.demo.loading.pages import publish_below
from starter.demo.reading import FOLDER, Record
from starter.demo.records import Show as ShowRecord
from starter.drawing import Shape
from starter.pictures import Motif, Pictures
from ticketing.shows.models import Performance, Show

FILE: Final = "galleries.json"


def load_galleries(
    records: Sequence[ShowRecord], pictures: Pictures, *, now: datetime
) -> int:
    """Publish the galleries that are missing; return how many were made."""
    motifs = {
        show.slug: Motif(show.art.family, show.art.seed, show.art.motif)
        for show in records
    }
    told = json.loads((FOLDER / FILE).read_text("utf-8"))
    galleries = [Record(one, f"{FILE}[{n}]") for n, one in enumerate(told)]
    return sum(
        _load(gallery, language, motifs, pictures, now=now)
        for gallery in galleries
        for language in (ENGLISH, CHINESE)
    )


@transaction.atomic
def _load(
    told: Record,
    language: str,
    motifs: dict[str, Motif],
    pictures: Pictures,
    *,
    now: datetime,
) -> bool:
    index = GalleryIndexPage.objects.filter(locale__language_code=language).first()
    show = Show.objects.filter(source=SOURCE, source_code=told.text("show")).first()
    slug = told.text("slug")
    if not index or not show or index.get_children().filter(slug=slug).exists():
        return False
    gallery = GalleryPage(
        title=told.said("title", language),
        slug=slug,
        show=show,
        performance=_evening(show, now) if told.raw("evening") else None,
        intro=told.said("intro", language),
        pictures=_pictures(told, language, motifs[told.text("show")], pictures),
    )
    other = GalleryPage.objects.filter(show=show, slug=slug).first()
    publish_below(index, gallery, like=other)
    return True


def _pictures(
    told: Record, language: str, motif: Motif, pictures: Pictures
) -> list[GalleryPicture]:
    credit = told.said("credit", language)
    items = [
        Record(one, f"{told.place}.pictures[{n}]")
        for n, one in enumerate(told.items("pictures"))
    ]
    return [
        GalleryPicture(
            image=_image(item, told.text("show"), motif, pictures),
            caption=item.said("caption", language),
            credit=credit,
            link=item.text("link", ""),
            sort_order=n,
        )
        for n, item in enumerate(items)
    ]


def _image(item: Record, show: str, motif: Motif, pictures: Pictures) -> Any:
    shape = cast("Shape", item.text("shape"))
    title = item.words("caption").en
    return pictures.image(show, shape, motif, title=title, n=item.number("n"))


def _evening(show: Show, now: datetime) -> Performance | None:
    """The last one that is over; none where the run has not begun."""
    over = Performance.objects.filter(show=show, starts_at__lt=now)
    return over.order_by("-starts_at").first()
