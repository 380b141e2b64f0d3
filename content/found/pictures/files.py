"""Each picture is drawn once, and kept as a file until its words change."""

import hashlib
import json
import time
from dataclasses import astuple
from pathlib import Path
from typing import Final

from django.conf import settings
from django.core.cache import cache

from content.cards import pause, when, where
from content.found.pictures.drawing import Words, draw
from content.models import ShowPage
from ticketing.house.models import the_house
from ticketing.shows.models import Performance

# Raised when the drawing itself changes.
LAYOUT: Final = 1
DRAWING_SECONDS: Final = 30
WAIT_SECONDS: Final = 5.0
LOOK_AGAIN_SECONDS: Final = 0.05


def words_of(page: ShowPage, listed: list[Performance]) -> Words:
    """What the picture says; `listed` are the dates that will take place."""
    place = where(listed) if listed else ""
    venues = dict.fromkeys(p.hall.venue.name for p in listed)
    return Words(
        house=the_house().name,
        title=page.title,
        when=when(listed) if listed else "",
        where=pause().join(part for part in (place, *venues) if part),
        ground=page.show.kind.ground,
    )


def version_of(page: ShowPage, words: Words) -> str:
    """A name that changes with anything that the picture shows."""
    told = [LAYOUT, page.poster_id, *astuple(words)]
    return hashlib.sha256(json.dumps(told).encode()).hexdigest()[:16]


def picture_file(page: ShowPage, words: Words) -> Path | None:
    """Return the file, drawing it where it is not there.

    However many ask at once, one draws; None where that takes too long.
    """
    name = f"{page.pk}-{version_of(page, words)}.jpg"
    path = Path(settings.MEDIA_ROOT) / "share" / name
    if path.exists():
        return path
    lock = f"share:{path.name}"
    if not cache.add(lock, 1, DRAWING_SECONDS):
        return _when_drawn(path)
    try:
        # Another may have drawn it between the look and the lock.
        if not path.exists():
            _draw_into(path, page, words)
    finally:
        cache.delete(lock)
    return path


def _draw_into(path: Path, page: ShowPage, words: Words) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    half = path.with_suffix(".half")
    half.write_bytes(draw(words, _poster(page)))
    half.replace(path)
    _forget_others(path, page.pk)


def _poster(page: ShowPage) -> bytes | None:
    """The poster's file; None where there is none, or a drawing in lines."""
    image = page.poster or page.hero
    if image is None or image.is_svg():
        return None
    try:
        with image.file.open("rb") as file:
            content: bytes = file.read()
    except OSError:
        return None
    return content


def _when_drawn(path: Path) -> Path | None:
    until = time.monotonic() + WAIT_SECONDS
    while time.monotonic() < until:
        if path.exists():
            return path
        time.sleep(LOOK_AGAIN_SECONDS)
    return None


def _forget_others(path: Path, page_id: int) -> None:
    for old in path.parent.glob(f"{page_id}-*.jpg"):
        if old != path:
            old.unlink(missing_ok=True)
