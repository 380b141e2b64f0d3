"""What editorial pages are about: the names of their shows, and their pictures."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Prefetch, Q, prefetch_related_objects
from wagtail.images.models import Image

from content.cards import comma
from content.models import ShowPage
from content.pictures import CARD, WIDE, Size, image_by_id, load_renditions
from ticketing.shows.models import Show

STORY_PICTURES: Final = {"image": "image", "video": "still"}


@dataclass(frozen=True, slots=True)
class About:
    """The names of the shows in the page's order, and the page's picture.

    A page that has no picture of its own has the wide one of its first show.
    """

    names: tuple[str, ...]
    picture: Image | None


@dataclass(frozen=True, slots=True)
class StoryCard:
    """What the card of every editorial page says; its room adds the rest."""

    title: str
    url: str
    picture: Image | None
    shows: tuple[str, ...]

    @property
    def about(self) -> str:
        """The names of its shows in one line."""
        return comma().join(self.shows)


def on_card(page: Any, told: About) -> dict[str, Any]:
    """The fields of a StoryCard."""
    return {
        "title": page.title,
        "url": page.get_url(),
        "picture": told.picture,
        "shows": told.names,
    }


def on_shows(pages: Any, show_ids: Iterable[int]) -> Any:
    """Those of these pages that name one of the shows, or a date of one."""
    ids = list(show_ids)
    shows = _rows(pages.model, "shows").filter(show__in=ids)
    dates = _rows(pages.model, "performances").filter(performance__show__in=ids)
    named = Q(pk__in=shows.values("page")) | Q(pk__in=dates.values("page"))
    return pages.filter(named)


def with_shows(pages: Any) -> Any:
    """Load the shows with the pages: two queries more, however many there are."""
    return pages.prefetch_related(*_loading(pages.model))


def _loading(model: Any) -> "tuple[Prefetch[Any], Prefetch[Any]]":
    shows = _rows(model, "shows").select_related("show")
    dates = _rows(model, "performances").select_related("performance__show")
    return Prefetch("shows", shows), Prefetch("performances", dates)


def _rows(model: Any, relation: str) -> Any:
    field = model._meta.get_field(relation)  # noqa: SLF001 Django's documented API
    return field.related_model.objects.order_by("sort_order", "pk")


def shows_of(page: Any) -> list[Show]:
    """The shows that the page names, then those of its dates, each once."""
    shows = [row.show for row in page.shows.all()]
    shows += [row.performance.show for row in page.performances.all()]
    return list({show.pk: show for show in shows}.values())


def about_each(pages: Any, *, language: str) -> list[tuple[Any, About]]:
    """The pages of a QuerySet without their bodies, and what each is about."""
    listed = list(with_shows(pages.defer("body")))
    told = _about(listed, language)
    return [(page, told[page.pk]) for page in listed]


def about_one(
    page: Any, *sizes: Size, language: str, more: Iterable[Image | None] = ()
) -> About:
    """What a page is about that is read whole: all its pictures are loaded.

    `more` are pictures beside those of its story. What a draft names is asked
    for row by row.
    """
    if page.pk:
        prefetch_related_objects([page], *_loading(type(page)))
    told = _about([page], language)[page.pk]
    shown = (told.picture, *story_images(page.body), *more)
    load_renditions([image for image in shown if image is not None], *sizes)
    return told


def _about(pages: Sequence[Any], language: str) -> dict[int | None, About]:
    """Tell of pages whose shows are loaded, by their keys; three queries."""
    shows = {page.pk: shows_of(page) for page in pages}
    wide = _wide_pictures(
        {shows[p.pk][0].pk for p in pages if not p.picture_id and shows[p.pk]},
        language,
    )
    chosen = {
        page.pk: page.picture_id or next((wide.get(s.pk) for s in shows[page.pk]), None)
        for page in pages
    }
    images = image_by_id((pk for pk in chosen.values() if pk), CARD, WIDE)
    return {
        page.pk: About(
            names=tuple(show.name_in(language) for show in shows[page.pk]),
            picture=images.get(chosen[page.pk] or 0),
        )
        for page in pages
    }


def _wide_pictures(show_ids: set[int], language: str) -> dict[int, int]:
    """The picture of each show's live page, rather of the one in that language."""
    if not show_ids:
        return {}
    rows = ShowPage.objects.live().filter(show__in=show_ids)
    found: dict[int, int] = {}
    for show, code, hero, poster in rows.values_list(
        "show", "locale__language_code", "hero", "poster"
    ):
        if (hero or poster) and (show not in found or code == language):
            found[show] = hero or poster
    return found


def story_images(story: Any) -> Iterator[Image]:
    """The pictures that stand between a story's words."""
    for block in story:
        name = STORY_PICTURES.get(block.block_type)
        if name and block.value.get(name):
            yield block.value[name]
