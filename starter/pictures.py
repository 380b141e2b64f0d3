"""Drawn pictures as Wagtail images, with the sizes in which pages show them."""

import re
from dataclasses import dataclass
from typing import Final

from django.core.files.base import ContentFile
from django.db import transaction
from wagtail.images.models import Filter, Image, Rendition

from content.pictures import POSTER, STORY, WIDE, Size
from starter.drawing import WIDTHS, Order, Rendered, Shape, Studio

FOLDER: Final = "original_images"
SHOWN: Final[dict[Shape, Size]] = {"poster": POSTER, "wide": WIDE, "picture": STORY}
RATIOS: Final[dict[Shape, tuple[int, int]]] = {
    "poster": (4, 5),
    "wide": (16, 9),
    "picture": (4, 3),
}


@dataclass(frozen=True, slots=True)
class Motif:
    """What is drawn; an empty motif takes the family's in turn, by the seed."""

    family: str
    seed: int
    motif: str = ""


class Pictures:
    """The drawn images of one loading, found again by the names of their files."""

    def __init__(self, studio: Studio, prefix: str) -> None:
        self.studio = studio
        self.prefix = prefix
        rows = Image.objects.filter(file__startswith=f"{FOLDER}/{prefix}-")
        self.there = {_stem(image): image for image in rows.order_by("-pk")}

    def want(self, name: str, shape: Shape, motif: Motif, n: int = 0) -> None:
        """Have a picture drawn in the background if there is none of that name."""
        if self._stem_of(name, shape, n) not in self.there:
            self.studio.order(_order(shape, motif, n))

    def image(
        self, name: str, shape: Shape, motif: Motif, *, title: str, n: int = 0
    ) -> Image:
        """Return the image of that name, stored where there was none."""
        stem = self._stem_of(name, shape, n)
        if stem not in self.there:
            order = _order(shape, motif, n)
            self.there[stem] = _store(stem, title, order, self.studio.take(order))
        return self.there[stem]

    def _stem_of(self, name: str, shape: Shape, n: int) -> str:
        return f"{self.prefix}-{name}-{shape}{n or ''}"


def _stem(image: Image) -> str:
    """The name without what the storage adds where a file of it was there."""
    return re.sub(r"(_\w{7})?\.\w+$", "", image.filename)


def _order(shape: Shape, motif: Motif, n: int) -> Order:
    sizes = tuple(_dots(spec, shape) for spec in SHOWN[shape].specs)
    return Order(shape, motif.family, motif.seed, motif.motif, sizes, n)


def _dots(spec: str, shape: Shape) -> tuple[int, int]:
    """What a spec of Wagtail makes of the drawing: nothing is enlarged."""
    method, size = spec.split("|", maxsplit=1)[0].split("-")
    if method == "fill":
        across, down = map(int, size.split("x"))
        return across, down
    across, down = RATIOS[shape]
    width = min(int(size), WIDTHS[shape])
    return width, width * down // across


@transaction.atomic
def _store(stem: str, title: str, order: Order, drawn: Rendered) -> Image:
    image = Image(title=title, width=drawn.width, height=drawn.height)
    image.file_size = len(drawn.png)
    _put(image, f"{stem}.png", drawn.png)
    image._set_file_hash()  # noqa: SLF001 as Wagtail's own form does
    image.save()
    Rendition.objects.bulk_create(
        _cut(image, stem, spec, drawn.sizes[_dots(spec, order.shape)], order.shape)
        for spec in SHOWN[order.shape].specs
    )
    return image


def _cut(image: Image, stem: str, spec: str, content: bytes, shape: Shape) -> Rendition:
    width, height = _dots(spec, shape)
    cut = Rendition(
        image=image,
        filter_spec=spec,
        focal_point_key=Filter(spec=spec).get_cache_key(image),
        width=width,
        height=height,
    )
    _put(cut, f"{stem}.{spec.split('|', maxsplit=1)[0]}.webp", content)
    return cut


def _put(picture: Image | Rendition, name: str, content: bytes) -> None:
    """Store its file under the name; the size is known, so that none is decoded."""
    field = picture.file.field
    where = field.generate_filename(picture, name)
    # An assignment would have the file opened for its size: the third time in a save.
    vars(picture)[field.attname] = field.storage.save(where, ContentFile(content))
