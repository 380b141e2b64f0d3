"""Which venues have a page, and where."""

from django.utils import timezone
from django.utils.translation import get_language

from content.published import keep_published
from content.venue_pages.models import VenuePage


def venue_urls(language: str | None = None) -> dict[int, str]:
    """The addresses of the venues' pages by venue, until a page is published."""
    language = language or get_language() or "en"
    return keep_published(
        f"venue-pages:{language}", lambda: _urls(language), now=timezone.now()
    )


def _urls(language: str) -> dict[int, str]:
    pages = VenuePage.objects.live().filter(locale__language_code=language)
    return {page.venue_id: page.url for page in pages if page.url}
