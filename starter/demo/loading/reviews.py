"""Portraits and reviews of the demo house's shows."""

from decimal import Decimal
from typing import Any, Final

from django.db import transaction

from content.models import PersonPortrait, ShowPage, ShowReview
from starter.demo.loading.frame import SOURCE
from starter.demo.reading import Record, read_record
from starter.pictures import Motif, Pictures
from ticketing.shows.models import Credit, Person

FILE: Final = "reviews.json"
# How many of a show's people have a portrait; the others stand by their names.
FACES: Final = 4


def order_portraits(pictures: Pictures) -> None:
    """Have the portraits drawn while other things are done."""
    for person, family in _sitters():
        pictures.want(_file_of(person), "poster", _motif(person, family))


@transaction.atomic
def load_reviews(pictures: Pictures) -> None:
    """Make what is missing; a page that has reviews keeps them."""
    _portraits(pictures)
    told = dict(read_record(FILE).entries())
    pages = ShowPage.objects.live().filter(show__source_code__in=told)
    for page in pages.filter(reviews=None, show__source=SOURCE).select_related(
        "show", "locale"
    ):
        records = told[page.show.source_code]
        page.reviews = [_review(one, page.locale.language_code) for one in records]
        page.save_revision(clean=False).publish()


def _review(value: Any, language: str) -> ShowReview:
    record = Record(value, FILE)
    stars, critic = record.raw("stars"), record.raw("critic")
    return ShowReview(
        stars=None if stars is None else Decimal(stars),
        text=record.said("text", language),
        source=record.said("source", language),
        critic=record.said("critic", language) if critic else "",
    )


def _portraits(pictures: Pictures) -> None:
    there = set(PersonPortrait.objects.values_list("person", flat=True))
    PersonPortrait.objects.bulk_create(
        PersonPortrait(
            person=person,
            image=pictures.image(
                _file_of(person),
                "poster",
                _motif(person, family),
                title=f"{person.name_en} / {person.name_zh_hans}",
            ),
        )
        for person, family in _sitters()
        if person.pk not in there
    )


def _sitters() -> list[tuple[Person, str]]:
    """The first people of each show that is reviewed, in its kind's colours."""
    shows = list(dict(read_record(FILE).entries()))
    credited = Credit.objects.filter(
        show__source=SOURCE, show__source_code__in=shows, position__lte=FACES
    )
    rows = credited.exclude(person=None).select_related("person", "show__kind")
    found = {row.person_id: (row.person, row.show.kind.ground) for row in rows}
    return [(person, ground) for person, ground in found.values() if person]


def _file_of(person: Person) -> str:
    return f"portrait-{person.name_en.lower().replace(' ', '-').replace('’', '')}"


def _motif(person: Person, family: str) -> Motif:
    # The name decides, so that each house draws the same face.
    return Motif(family, sum(person.name_en.encode()), "bust")
