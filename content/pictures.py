"""The sizes in which pictures are shown, and how many are loaded at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Prefetch, prefetch_related_objects
from wagtail.images.models import Image
from wagtail.images.shortcuts import get_renditions_or_not_found
from wagtail.images.utils import to_svg_safe_spec

SUFFIX: Final = "|format-webp|webpquality-80"


@dataclass(frozen=True, slots=True)
class Size:
    """A frame in the design: small and large, and how wide it stands."""

    small: str
    large: str
    # For the browser, which chooses by it: the attribute `sizes`.
    sizes: str

    @property
    def specs(self) -> tuple[str, str]:
        return self.small + SUFFIX, self.large + SUFFIX

    def specs_for(self, image: Image) -> tuple[str, str]:
        """A drawing (SVG) stays one: it is cut, never turned into dots."""
        if not image.is_svg():
            return self.specs
        small, large = (to_svg_safe_spec(spec) for spec in self.specs)
        return small, large


POSTER: Final = Size(
    "fill-400x500",
    "fill-800x1000",
    "(max-width: 40rem) 50vw, (max-width: 60rem) 33vw, 22rem",
)
# The same cuts beside a line of text, so that the smaller one is loaded.
THUMB: Final = Size(POSTER.small, POSTER.large, "5rem")
WIDE: Final = Size("fill-960x540", "fill-1600x900", "(max-width: 60rem) 100vw, 58vw")
CARD: Final = Size(
    "fill-480x320",
    "fill-960x640",
    "(max-width: 40rem) 100vw, (max-width: 60rem) 50vw, 28rem",
)
# The same cuts beside a few lines of text.
NOTE: Final = Size(CARD.small, CARD.large, "7rem")
# A gallery's pictures keep their shapes: in its rows, and filling a screen.
SHOT: Final = Size("height-320", "height-640", "(max-width: 40rem) 92vw, 30rem")
FULL: Final = Size("max-960x960", "max-1920x1920", "100vw")
STORY: Final = Size("width-720", "width-1440", "(max-width: 60rem) 100vw, 45rem")
SIZES: Final = {
    "poster": POSTER,
    "thumb": THUMB,
    "wide": WIDE,
    "card": CARD,
    "note": NOTE,
    "shot": SHOT,
    "full": FULL,
    "story": STORY,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """What an `img` element needs."""

    src: str
    srcset: str
    sizes: str
    width: int
    height: int


def picture(image: Image, size: Size) -> Picture:
    """Cut the image to the size where that has not been done, and describe it."""
    small_spec, large_spec = size.specs_for(image)
    renditions = get_renditions_or_not_found(image, (small_spec, large_spec))
    small, large = renditions[small_spec], renditions[large_spec]
    return Picture(
        src=large.url,
        srcset=f"{small.url} {small.width}w, {large.url} {large.width}w",
        sizes=size.sizes,
        width=large.width,
        height=large.height,
    )


def image_by_id(ids: Iterable[int], *sizes: Size) -> dict[int, Image]:
    """Load images and their renditions with two queries however many."""
    images: dict[int, Image] = Image.objects.in_bulk(set(ids))
    load_renditions(list(images.values()), *sizes)
    return images


def load_renditions(images: list[Image], *sizes: Size) -> None:
    """Load the cut versions of these images with one query."""
    specs = {spec for size in sizes for spec in size.specs}
    specs |= {to_svg_safe_spec(spec) for spec in specs}
    renditions = Image.get_rendition_model().objects.filter(filter_spec__in=specs)
    cut = Prefetch("renditions", renditions, to_attr="prefetched_renditions")
    prefetch_related_objects(images, cut)
