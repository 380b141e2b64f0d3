"""A show's comments over JSON."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Field, Router, Schema
from ninja.decorators import decorate_view

from community.comments.places import is_public
from community.comments.selectors import Said, Sort, comments_page, summary_of
from ground.api.errors import Error
from ground.api.freshness import public_answer
from ticketing.shows.models import Show

router = Router(tags=["shows"])


class CommentOut(Schema):
    """`text` is plain text, not HTML; null where the comment is gone.

    `was_there` is a member who had a ticket for a performance that is over.
    """

    id: int
    who: str | None
    is_house: bool
    was_there: bool
    text: str | None
    language: str
    stars: int | None
    is_spoiler: bool
    is_rewarded: bool
    likes: int
    written_at: datetime
    edited_at: datetime | None
    answers: list["CommentOut"]


class CommentsOut(Schema):
    count: int
    stars: Decimal | None
    pages: int
    comments: list[CommentOut]


@router.get(
    "/shows/{slug}/comments",
    response={200: CommentsOut, 404: Error, 422: Error},
    summary="What members say about a show",
)
@decorate_view(public_answer)
def read_comments(
    request: HttpRequest,  # noqa: ARG001 the router's
    slug: str,
    sort: Sort = Sort.NEW,
    page: Annotated[int, Field(ge=1, le=100000)] = 1,
) -> dict[str, Any]:
    """Twenty a page, the newest or the most helpful first."""
    show = Show.objects.filter(slug=slug).first()
    if show is None or not is_public(show):
        raise Http404
    summary = summary_of(show)
    shown, said = comments_page(show, summary, sort, page, now=timezone.now())
    return {
        "count": summary.count,
        "stars": summary.stars,
        "pages": shown.paginator.num_pages,
        "comments": [_out(one) for one in said],
    }


def _out(said: Said) -> dict[str, Any]:
    comment = said.comment
    there = comment.is_shown
    return {
        "id": comment.pk,
        "who": said.who if there else None,
        "is_house": said.is_house,
        "was_there": said.was_there and there,
        "text": comment.text if there else None,
        "language": comment.language,
        "stars": comment.stars if there else None,
        "is_spoiler": comment.is_spoiler,
        "is_rewarded": comment.points > 0,
        "likes": said.likes if there else 0,
        "written_at": comment.written_at,
        "edited_at": comment.edited_at,
        "answers": [_out(one) for one in said.answers],
    }
