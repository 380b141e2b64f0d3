"""Rendering the drawn pictures in processes of their own.

Dots take longer than rows: while this process writes the database, others
render. Nothing here needs Django, so that they start at once.
"""

import os
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from multiprocessing import get_context
from typing import Final, Literal

from PIL import Image

from starter import art
from starter.art.press import rendered

Shape = Literal["poster", "wide", "picture"]
WIDTHS: Final[dict[Shape, int]] = {"poster": 800, "wide": 1600, "picture": 960}
QUALITY: Final = 80


@dataclass(frozen=True, slots=True)
class Order:
    """A picture to be drawn, and the sizes it is shown in (width, height)."""

    shape: Shape
    family: str
    seed: int
    # Empty: the family's motifs in turn, by the seed.
    motif: str
    sizes: tuple[tuple[int, int], ...]
    n: int = 0


@dataclass(frozen=True, slots=True)
class Rendered:
    """The picture as PNG, and as WebP in each of the sizes asked for."""

    png: bytes
    width: int
    height: int
    sizes: Mapping[tuple[int, int], bytes]


def render(order: Order) -> Rendered:
    png = rendered(_svg(order), WIDTHS[order.shape])
    with Image.open(BytesIO(png)) as opened:
        image = opened.convert("RGB")
    small = {size: _webp(image, size) for size in order.sizes}
    return Rendered(png, image.width, image.height, small)


def _svg(order: Order) -> str:
    if not order.motif:
        drawn = art.for_kind(order.family, order.seed)
        return drawn.wide if order.shape == "wide" else drawn.poster
    if order.shape == "picture":
        return art.picture(order.family, order.seed, order.motif, order.n)
    draw = art.wide if order.shape == "wide" else art.poster
    return draw(order.family, order.seed, order.motif)


def _webp(image: Image.Image, size: tuple[int, int]) -> bytes:
    held = BytesIO()
    image.resize(size, Image.Resampling.LANCZOS).save(
        held, "webp", quality=QUALITY, method=2
    )
    return held.getvalue()


class Studio:
    """Draws what is ordered, in the background."""

    def __init__(self, pool: ProcessPoolExecutor) -> None:
        self.pool = pool
        self.waiting: dict[Order, Future[Rendered]] = {}

    def order(self, order: Order) -> None:
        """Begin to draw; the same order is drawn once."""
        if order not in self.waiting:
            self.waiting[order] = self.pool.submit(render, order)

    def take(self, order: Order) -> Rendered:
        """Wait for a picture and forget it."""
        self.order(order)
        return self.waiting.pop(order).result()


@contextmanager
def studio() -> Iterator[Studio]:
    """Open a studio; leaving it ends its processes, orders or not."""
    workers = max((os.cpu_count() or 2) - 1, 1)
    pool = ProcessPoolExecutor(workers, mp_context=get_context("spawn"))
    try:
        yield Studio(pool)
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
