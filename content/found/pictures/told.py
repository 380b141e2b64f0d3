"""Which pages have a picture, and what it says at the moment."""

from datetime import datetime
from typing import Final

from django.utils import translation

from content.appearing import without_hidden
from content.found.pictures.drawing import Words
from content.found.pictures.files import words_of
from content.models import ShowPage
from ticketing.shows.models import Performance

MOST_DATES: Final = 60


def shown_page(page_id: int, *, now: datetime) -> ShowPage | None:
    """The page where anybody may see it by now, with what its picture shows."""
    seen = without_hidden(ShowPage.objects.live().public(), now=now)
    found = seen.select_related("show__kind", "poster", "hero", "locale")
    page: ShowPage | None = found.filter(pk=page_id).first()
    return page


def told_words(page: ShowPage, *, now: datetime) -> Words:
    """The words of the picture, in the language of the page."""
    with translation.override(page.locale.language_code):
        ahead = Performance.objects.public().filter(show=page.show_id).ahead(now)
        ordered = ahead.with_show_and_venue().order_by("starts_at", "pk")
        return words_of(page, list(ordered[:MOST_DATES]))
