"""The pages of imported shows; a few posters are shared between them all."""

from collections.abc import Sequence

from wagtail.images.models import Image

from ground.names import CHINESE, ENGLISH
from starter.pages import Draft, Pages
from starter.programmes.headlines import programme_text, summary
from starter.programmes.planning import SOURCE, PlannedShow
from ticketing.shows.models import Show


class Posters:
    def of(self, planned: PlannedShow) -> tuple[Image | None, Image | None]:
        return None, None


def pages_of(batch: Sequence[PlannedShow], posters: Posters) -> list[Pages]:
    """The two pages of each show; a private event has none."""
    public = {planned.code: planned for planned in batch if not planned.is_private}
    shows = Show.objects.filter(source=SOURCE, source_code__in=public).order_by("pk")
    return [_pages(show, public[show.source_code], posters) for show in shows]


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
                (ENGLISH, CHINESE), sentences, stories, strict=True
            )
        },
    )
