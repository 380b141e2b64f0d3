"""What is seen from a seat: the note and the photo of a restricted view."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Q
from wagtail.images import get_image_model
from wagtail.images.shortcuts import get_rendition_or_not_found

from ground.keeping import MINUTE, kept
from ground.names import in_language
from ticketing.venues.models import Seat

PHOTO: Final = "max-960x720|format-webp"


@dataclass(frozen=True, slots=True)
class SeatView:
    """What a buyer is told of a seat; `photo` is an address or empty."""

    note_en: str
    note_zh_hans: str
    photo: str

    @property
    def note(self) -> str:
        return in_language(self.note_en, self.note_zh_hans)


NOTHING_TO_TELL: Final = SeatView("", "", "")


def seat_views(version_id: int) -> dict[int, SeatView]:
    """What is told of seats of a plan version, by seat; at most a minute old."""
    return kept(f"seat-views:{version_id}", MINUTE, lambda: _read(version_id))


def _read(version_id: int) -> dict[int, SeatView]:
    told = ~Q(note_en="", note_zh_hans="", photo=None)
    seats = Seat.objects.filter(told, version=version_id)
    rows = list(seats.values_list("pk", "note_en", "note_zh_hans", "photo"))
    photos = _photos({photo for *_words, photo in rows if photo})
    return {
        seat: SeatView(english, chinese, photos.get(photo, ""))
        for seat, english, chinese, photo in rows
    }


def _photos(ids: set[int]) -> dict[int, str]:
    """The addresses of these images in the size that is shown."""
    images = get_image_model().objects.filter(pk__in=ids) if ids else []
    return {image.pk: get_rendition_or_not_found(image, PHOTO).url for image in images}
