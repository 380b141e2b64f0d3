"""Putting many pictures into a gallery at once."""

from collections.abc import Iterable
from typing import Any, Final

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.images.models import Image

from content.galleries.models import GalleryPage, GalleryPicture
from ground.errors import Refusal

MOST_PICTURES: Final = 200


class TooManyPictures(Refusal):
    """The gallery would hold more than MOST_PICTURES."""

    code = "too_many_pictures"
    sentence = _("A gallery holds at most 200 pictures: make a second one.")


@transaction.atomic
def add_pictures(
    gallery: GalleryPage, images: Iterable[Image], *, credit: str, user: Any
) -> int:
    """Put these images at the end of the gallery's newest draft, in their order.

    One that is in the gallery already is left out. Returns how many were added;
    refuses with TooManyPictures. What is live stays until the draft is published.
    """
    draft = gallery.get_latest_revision_as_object()
    rows = list(draft.pictures.all())
    known = {row.image_id for row in rows}
    wanted = {image.pk: image for image in images if image.pk not in known}
    if len(rows) + len(wanted) > MOST_PICTURES:
        raise TooManyPictures
    draft.pictures.add(
        *(
            GalleryPicture(
                image=image, credit=credit, locale=draft.locale, sort_order=n
            )
            for n, image in enumerate(wanted.values(), start=len(rows))
        )
    )
    draft.save_revision(user=user, log_action=True)
    return len(wanted)
