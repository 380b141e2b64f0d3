"""Who is in a show: faces where there is a portrait, names of the others."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wagtail.images.models import Image

from content.models import PersonPortrait
from content.pictures import POSTER, image_by_id
from ticketing.shows.models import Credit


@dataclass(frozen=True, slots=True)
class Face:
    """A person once, with all that they do in the show."""

    name: str
    roles: tuple[str, ...]
    image: Image
    credit: str


def cast_of(credited: Sequence[Credit]) -> dict[str, Any]:
    """Part the credits into `faces` and `names`; at most three queries."""
    people = [credit.person_id for credit in credited if credit.person_id]
    portraits = {
        portrait.person_id: portrait
        for portrait in PersonPortrait.objects.filter(person__in=people)
    }
    images = image_by_id((one.image_id for one in portraits.values()), POSTER)
    faces: dict[int, list[Credit]] = {}
    for credit in credited:
        if credit.person_id in portraits:
            faces.setdefault(credit.person_id, []).append(credit)
    return {
        "faces": [
            _face(rows, portraits[pk], images[portraits[pk].image_id])
            for pk, rows in faces.items()
        ],
        "names": [row for row in credited if row.person_id not in portraits],
    }


def _face(rows: list[Credit], portrait: PersonPortrait, image: Image) -> Face:
    roles = tuple(row.role for row in rows if row.role)
    return Face(rows[0].who, roles, image, portrait.credit)
