"""What the pages of galleries show beside the editors' words."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

from django.db.models import Count, Max, QuerySet, prefetch_related_objects
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.attached import dates_of
from content.cards import comma
from content.filters import FilterLink
from content.galleries.models import GalleryIndexPage, GalleryPage, GalleryPicture
from content.galleries.selectors import cards, galleries, of_show
from content.paging import page_links, page_of, question
from content.pictures import FULL, SHOT, load_renditions
from content.selectors import pages_by_show
from ground.templatetags.marquee import colon
from ticketing.shows.models import Show

GALLERIES_ON_A_PAGE: Final = 12
# Shows to choose from above the list; others are reached from their own pages.
SHOWS_TO_CHOOSE: Final = 12
# The shapes that the grid knows, in hundredths of the height (gallery.css).
SHAPES: Final = (56, 67, 75, 80, 100, 125, 133, 150, 178, 200, 250)


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture or film where it stands in its gallery."""

    number: int
    count: int
    row: GalleryPicture
    shape: int

    @property
    def alternative(self) -> str:
        """What it shows, in the best words there are."""
        row = self.row
        said = row.alternative or row.image.description or row.caption
        return said or _("Picture %(number)s") % {"number": self.number}

    @property
    def said(self) -> str:
        """What a screen reader is told when it comes to the picture."""
        place = _("%(number)s of %(count)s") % {
            "number": self.number,
            "count": self.count,
        }
        words = [self.row.caption, self.row.credit]
        told = comma().join(word for word in words if word) or self.alternative
        return f"{place}{colon()}{told}"

    @property
    def is_film(self) -> bool:
        return bool(self.row.film_id or self.row.link)

    @property
    def host(self) -> str:
        """Where a film elsewhere plays: its site's name."""
        return (urlsplit(self.row.link).hostname or "").removeprefix("www.")


def gallery_screen(
    page: GalleryPage, request: HttpRequest, now: datetime
) -> dict[str, Any]:
    language = get_language() or "en"
    shots = _shots(page)
    show_page = pages_by_show([page.show_id], language=language).get(page.show_id)
    named = [page.performance_id] if page.performance_id else []
    others = of_show(page.show_id, language=language, now=now)
    return {
        "shots": shots,
        "films": sum(shot.is_film for shot in shots),
        "stills": sum(not shot.is_film for shot in shots),
        "show": page.show,
        "show_url": show_page.get_url(request) if show_page else "",
        "index_url": page.url_above,
        "rows": dates_of([page.show_id], named, request, now=now),
        "others": [card for card in others if card.url != page.get_url()],
    }


def _shots(page: GalleryPage) -> list[Shot]:
    rows = list(page.pictures.all())
    prefetch_related_objects(rows, "image", "film")
    load_renditions([row.image for row in rows], SHOT, FULL)
    count = len(rows)
    return [Shot(n, count, row, _shape(row)) for n, row in enumerate(rows, start=1)]


def _shape(row: GalleryPicture) -> int:
    """The shape of the grid that comes nearest to the picture's own."""
    own = 100 * row.image.width / max(row.image.height, 1)
    return min(SHAPES, key=lambda shape: abs(shape - own))


def index_screen(
    page: GalleryIndexPage, request: HttpRequest, now: datetime
) -> dict[str, Any]:
    language = get_language() or "en"
    asked = request.GET.get("show", "")
    all_of_them = galleries(language=language, now=now)
    found = all_of_them.filter(show__slug=asked) if asked else all_of_them
    shown = page_of(found, GALLERIES_ON_A_PAGE, request)
    if asked and not shown.paginator.count:
        raise Http404
    base = page.get_url(request)
    return {
        "base": base,
        "cards": cards(shown.object_list),
        "shows": _show_links(all_of_them, base, asked),
        "count": shown.paginator.count,
        "pages": page_links(shown, lambda n: base + question(n, show=asked)),
    }


def _show_links(
    found: "QuerySet[GalleryPage]", base: str, asked: str
) -> list[FilterLink]:
    """All, then the shows with the newest galleries, and the one asked for."""
    rows = (
        found.order_by()
        .values("show")
        .annotate(told=Count("pk"), newest=Max("first_published_at"))
        .order_by("-newest", "show")
    )
    counts = {row["show"]: row["told"] for row in rows}
    shows = Show.objects.in_bulk(counts)
    chosen = [
        shows[pk]
        for n, pk in enumerate(counts)
        if n < SHOWS_TO_CHOOSE or shows[pk].slug == asked
    ]
    return [
        FilterLink(_("All"), base, not asked),
        *(
            FilterLink(
                show.name,
                base + question(show=show.slug),
                show.slug == asked,
                counts[show.pk],
            )
            for show in chosen
        ),
    ]
