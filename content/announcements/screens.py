"""What the pages of announcements show beside their own words."""

from collections import Counter
from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from content.about import about_one, shows_of
from content.announcements.models import (
    AnnouncementIndexPage,
    AnnouncementPage,
    Kind,
)
from content.announcements.selectors import about_shows, announcements_in, cards_of
from content.attached import attached_rows
from content.cards import comma
from content.days import house_today
from content.filters import FilterLink
from content.paging import page_links, page_of, question
from content.pictures import STORY, WIDE

ON_A_PAGE: Final = 20
OTHERS: Final = 3


def index_screen(
    page: AnnouncementIndexPage, request: HttpRequest, now: datetime
) -> dict[str, Any]:
    language, today = get_language() or "en", house_today(now)
    current = announcements_in(language).current(today)
    counts = Counter(current.order_by().values_list("kind", flat=True))
    kind = request.GET.get("kind", "")
    kind = kind if kind in counts else ""
    base = page.get_url(request)
    found = current.filter(kind=kind) if kind else current
    shown = page_of(found, ON_A_PAGE, request)
    return {
        "cards": cards_of(shown.object_list, language=language, today=today),
        "kinds": _kind_links(counts, base, kind),
        "pages": page_links(shown, lambda n: base + question(n, kind=kind)),
    }


def _kind_links(counts: Counter[str], base: str, asked: str) -> list[FilterLink]:
    every = FilterLink(_("All"), base, is_current=not asked, count=counts.total())
    return [
        every,
        *(
            FilterLink(
                str(kind.label), f"{base}?kind={kind}", asked == kind, counts[kind]
            )
            for kind in Kind
            if counts[kind]
        ),
    ]


def announcement_screen(
    page: AnnouncementPage, request: HttpRequest, now: datetime
) -> dict[str, Any]:
    language, today = get_language() or "en", house_today(now)
    told = about_one(page, WIDE, STORY, language=language)
    shows = [show.pk for show in shows_of(page)]
    others = about_shows(shows, language=language, now=now, most=OTHERS + 1)
    return {
        "kind": Kind(page.kind),
        "is_over": page.is_over(today),
        "picture": told.picture,
        "shows": comma().join(told.names),
        "rows": attached_rows(page, request, now=now),
        "others": [card for card in others if card.url != page.get_url()][:OTHERS],
        "index_url": page.url_above,
    }
