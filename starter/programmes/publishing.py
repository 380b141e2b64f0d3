"""The pages of imported shows; a few posters are shared between them all."""

from collections.abc import Iterable, Sequence
from typing import Final
from zlib import crc32

from django.db.models import Count
from wagtail.images.models import Image

from content.models import ShowPage
from ground.names import CHINESE, ENGLISH
from starter.drawing import Shape, Studio
from starter.pages import Draft, Pages
from starter.pictures import Motif, Pictures
from starter.programmes.headlines import is_secret, programme_text, summary
from starter.programmes.planning import SOURCE, PlannedShow
from starter.programmes.records import Programme
from ticketing.shows.models import Show

# So many different posters are shared between all shows of a season.
POSTERS: Final = 24
LANGUAGES: Final = (ENGLISH, CHINESE)
FAMILY: Final = "concert"
SHAPES: Final[tuple[Shape, ...]] = ("poster", "wide")


class Posters:
    """The season's posters; drawn once, however many programmes there are."""

    def __init__(self, studio: Studio) -> None:
        self.pictures = Pictures(studio, SOURCE)

    def order(self) -> None:
        """Have them drawn while the programmes are written."""
        for number in range(POSTERS):
            for shape in SHAPES:
                self.pictures.want(f"{number:02d}", shape, Motif(FAMILY, number))

    def of(self, planned: PlannedShow) -> tuple[Image, Image]:
        """The poster and the wide picture of a show, always the same ones."""
        number = crc32(planned.code.encode()) % POSTERS
        poster, wide = (
            self.pictures.image(
                f"{number:02d}",
                shape,
                Motif(FAMILY, number),
                title=f"Season poster {number + 1}",
            )
            for shape in SHAPES
        )
        return poster, wide


def without_pages(programmes: Iterable[Programme]) -> list[Programme]:
    """Those whose shows lack a page in some language; a private event has none."""
    complete = set(
        ShowPage.objects.filter(show__source=SOURCE)
        # The tree's own order would make a group of each page.
        .order_by()
        .values_list("show__source_code")
        .annotate(languages=Count("locale", distinct=True))
        .filter(languages=len(LANGUAGES))
        .values_list("show__source_code", flat=True)
    )
    return [
        programme
        for programme in programmes
        if programme.code not in complete and not is_secret(programme)
    ]


def pages_of(batch: Sequence[PlannedShow], posters: Posters) -> list[Pages]:
    """The two pages of each show."""
    planned = {one.code: one for one in batch}
    shows = Show.objects.filter(source=SOURCE, source_code__in=planned).order_by("pk")
    return [_pages(show, planned[show.source_code], posters) for show in shows]


def _pages(show: Show, planned: PlannedShow, posters: Posters) -> Pages:
    poster, hero = posters.of(planned)
    sentences = summary(planned.programme)
    stories = programme_text(planned.programme)
    return Pages(
        show=show,
        poster=poster,
        hero=hero,
        drafts={
            language: Draft(sentence, (story,) if story else ())
            for language, sentence, story in zip(
                LANGUAGES, sentences, stories, strict=True
            )
        },
    )
