"""Comments on the pages of shows, and the newest of them on the home page."""

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from django.urls import reverse
from django.utils.text import Truncator

from community.comments.models import Comment, State
from content.models import ShowPage
from content.published import some_are_private
from content.sections.comments import CommentCard
from ground.keeping import SECOND, kept
from ticketing.shows.models import Show

_WORDS: Final = 240


def has_page(show: Show) -> bool:
    """Whether everybody can open a page of the show; at most a second old."""
    return kept(f"show-has-page:{show.pk}", SECOND, lambda: _has_page(show))


def _has_page(show: Show) -> bool:
    pages = ShowPage.objects.live().filter(show=show)
    return bool((pages.public() if some_are_private() else pages).exists())


def latest_comments(language: str, now: datetime, most: int) -> Sequence[CommentCard]:
    """What members said last of shows that have a page; no spoilers."""
    live = ShowPage.objects.live().public().values("show")
    found = Comment.objects.filter(
        state=State.SHOWN,
        is_spoiler=False,
        parent=None,
        written_at__lte=now,
        thread__show__in=live,
        thread__show__withdrawn_at=None,
    )
    rows = found.select_related("writer", "thread__show").order_by("-pk")[:most]
    return [
        CommentCard(
            text=Truncator(row.text).chars(_WORDS),
            who=row.writer.name if row.writer else "",
            said_at=row.written_at,
            title=row.thread.show.name_in(language),
            url=f"{reverse('comments:page', args=[row.thread.show.slug])}#c{row.pk}",
        )
        for row in rows
    ]
