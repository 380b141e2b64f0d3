"""The sizes in which pictures are shown, and how many are loaded at once.

Nothing is cut while a page is built. A version that is missing has an address
under which it is cut when a browser asks for it (`content.media`); the worker
cuts what a page shows when that is published, and later makes the lighter AVIF
of each WebP (`content.galleries.tasks`). Cut versions say nothing of where and
with what a photograph was taken.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Prefetch, QuerySet, prefetch_related_objects
from django.urls import reverse
from wagtail.images.models import Filter, Image
from wagtail.images.utils import generate_signature, to_svg_safe_spec

SUFFIX: Final = "|format-webp|webpquality-80"
LIGHTER: Final = "|format-avif|avifquality-60"


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

    @property
    def lighter(self) -> tuple[str, str]:
        return self.small + LIGHTER, self.large + LIGHTER

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
# A gallery's pictures keep their shapes: in its rows, and filling a screen.
SHOT: Final = Size("height-320", "height-640", "(max-width: 40rem) 92vw, 30rem")
FULL: Final = Size("max-960x960", "max-1920x1920", "100vw")
STORY: Final = Size("width-720", "width-1440", "(max-width: 60rem) 100vw, 45rem")
SIZES: Final = {
    "poster": POSTER,
    "thumb": THUMB,
    "wide": WIDE,
    "card": CARD,
    "shot": SHOT,
    "full": FULL,
    "story": STORY,
}


@dataclass(frozen=True, slots=True)
class Picture:
    """What a `picture` element needs."""

    src: str
    srcset: str
    # The same in fewer bytes for browsers that know AVIF; empty until it is made.
    avif: str
    sizes: str
    width: int
    height: int

    def told(self) -> dict[str, Any]:
        """What an `img` element elsewhere needs."""
        return {
            "src": self.src,
            "srcset": self.srcset,
            "width": self.width,
            "height": self.height,
        }

    @property
    def small(self) -> str:
        """The address of the smaller version, where no larger one is needed."""
        return self.srcset.partition(" ")[0]


@dataclass(frozen=True, slots=True)
class Promised:
    """A version that is cut when a browser asks for it."""

    url: str
    width: int
    height: int


_cutting: ContextVar[bool] = ContextVar("cutting", default=False)


@contextmanager
def cutting() -> Iterator[None]:
    """Cut whatever is described inside and was not cut yet; that may take long."""
    before = _cutting.set(True)
    try:
        yield
    finally:
        _cutting.reset(before)


def picture(image: Image, size: Size) -> Picture:
    """Describe the image in that size, whether it has been cut to it or not."""
    wanted = size.specs_for(image)
    lighter = () if image.is_svg() else size.lighter
    if _cutting.get():
        image.get_renditions(*wanted)
    found = _cut_versions(image, (*wanted, *lighter))
    small, large = (found.get(spec) or promised(image, spec) for spec in wanted)
    light = [found[spec] for spec in lighter if spec in found]
    return Picture(
        src=large.url,
        srcset=_srcset(small, large),
        avif=_srcset(*light) if len(light) == len(wanted) else "",
        sizes=size.sizes,
        width=large.width,
        height=large.height,
    )


def _cut_versions(image: Image, specs: Iterable[str]) -> dict[str, Any]:
    filters = [Filter(spec=spec) for spec in specs]
    found = image.find_existing_renditions(*filters)
    return {asked.spec: rendition for asked, rendition in found.items()}


def _srcset(*cuts: Any) -> str:
    return ", ".join(f"{cut.url} {cut.width}w" for cut in cuts)


def promised(image: Image, spec: str) -> Promised:
    """Say how large that version will be, and where it can be had."""
    signed = generate_signature(image.pk, spec)
    width, height = _size_of(spec, image.width, image.height)
    return Promised(
        url=reverse("content:picture", args=[signed, image.pk, spec]),
        width=width,
        height=height,
    )


def _size_of(spec: str, width: int, height: int) -> tuple[int, int]:
    """What becomes of an image of that size; nothing is enlarged."""
    method, asked = spec.split("|", maxsplit=1)[0].split("-")
    across, _x, down = asked.partition("x")
    if method == "fill":
        less = min(1.0, width / int(across), height / int(down))
        return round(int(across) * less), round(int(down) * less)
    if method == "max":
        less = min(1.0, int(across) / width, int(down) / height)
    else:
        less = min(1.0, int(across) / (width if method == "width" else height))
    return round(width * less), round(height * less)


def image_by_id(ids: Iterable[int], *sizes: Size) -> dict[int, Image]:
    """Load images with their renditions with one query however many.

    A second one asks for those that have not been cut to any of the sizes.
    """
    wanted = set(ids)
    images: dict[int, Image] = {}
    cuts: defaultdict[int, list[Any]] = defaultdict(list)
    for cut in _renditions(sizes).filter(image__in=wanted).select_related("image"):
        images.setdefault(cut.image_id, cut.image)
        cuts[cut.image_id].append(cut)
    images |= Image.objects.in_bulk(wanted - images.keys())
    for pk, image in images.items():
        image.prefetched_renditions = cuts[pk]
    return images


def load_renditions(images: list[Image], *sizes: Size) -> None:
    """Load the cut versions of these images with one query."""
    cut = Prefetch("renditions", _renditions(sizes), to_attr="prefetched_renditions")
    prefetch_related_objects(images, cut)


def _renditions(sizes: Iterable[Size]) -> "QuerySet[Any]":
    specs = {spec for size in sizes for spec in (*size.specs, *size.lighter)}
    specs |= {to_svg_safe_spec(spec) for spec in specs}
    model = Image.get_rendition_model()
    found: QuerySet[Any] = model.objects.filter(filter_spec__in=specs)
    return found
