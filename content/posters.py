"""The posters of the shows' pages, for the screens that sell."""

from content.pictures import POSTER, picture
from content.selectors import pages_by_show
from ticketing.shows.posters import Poster


def poster_on_page(show_id: int, language: str) -> Poster | None:
    """The poster of the show's live page, in its smaller size."""
    page = pages_by_show([show_id], language=language).get(show_id)
    if page is None or page.poster is None:
        return None
    cut = picture(page.poster, POSTER)
    return Poster(cut.src, cut.width, cut.height)
