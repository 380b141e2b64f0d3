"""Which venues have a page, and where."""

from django.utils.translation import get_language

from content.venue_pages.models import VenuePage
from ground.keeping import kept

SECONDS = 2


def venue_urls(language: str | None = None) -> dict[int, str]:
    """The addresses of the venues' pages by venue, at most two seconds old."""
    language = language or get_language() or "en"
    return kept(f"venue-pages:{language}", SECONDS, lambda: _urls(language))


def _urls(language: str) -> dict[int, str]:
    pages = VenuePage.objects.live().filter(locale__language_code=language)
    return {page.venue_id: page.url for page in pages if page.url}
