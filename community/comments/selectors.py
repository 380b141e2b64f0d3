"""What is read of a show's comments."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final

from django.core.paginator import Page, Paginator
from django.db.models import Avg, Count, Exists, OuterRef, Q, QuerySet

from community.comments.models import Comment, Like, State
from ground.keeping import SECOND, kept
from ground.names import CHINESE
from members.models import AccountKind, User
from ticketing.house.models import the_house
from ticketing.orders.phases import WITH_TICKETS
from ticketing.shows.models import Show
from ticketing.tickets.models import Ticket

PAGE: Final = 20
ON_SHOW_PAGE: Final = 3


class Sort(StrEnum):
    NEW = "new"
    HELPFUL = "helpful"


@dataclass(slots=True)
class Said:
    """A comment as everybody sees it; one that is gone keeps its place alone."""

    comment: Comment
    likes: int
    was_there: bool = False
    is_liked: bool = False
    answers: list["Said"] = field(default_factory=list)

    @property
    def is_house(self) -> bool:
        return self.comment.writer_id is None

    @property
    def who(self) -> str:
        return (
            the_house().name
            if self.comment.writer is None
            else self.comment.writer.name
        )

    @property
    def halves(self) -> int:
        """Half stars, as the style sheet draws them."""
        return 2 * (self.comment.stars or 0)

    @property
    def lang(self) -> str:
        """As HTML names the language of the text."""
        return "zh-Hans" if self.comment.language == CHINESE else "en"


@dataclass(frozen=True, slots=True)
class Summary:
    """How many comments are shown, answers included, and the stars among them.

    `top` is how many of the first level take a place in the list.
    """

    count: int
    top: int
    rated: int
    stars: Decimal | None

    @property
    def halves(self) -> int:
        return round(self.stars * 2) if self.stars is not None else 0


def summary_of(show: Show) -> Summary:
    """One query."""
    shown = Q(state=State.SHOWN)
    found = Comment.objects.filter(thread__show=show).aggregate(
        n=Count("pk", filter=shown),
        top=Count("pk", filter=_takes_a_place()),
        rated=Count("stars", filter=shown),
        mean=Avg("stars", filter=shown),
    )
    mean = found["mean"]
    stars = None if mean is None else Decimal(str(mean)).quantize(Decimal("0.1"))
    return Summary(found["n"], found["top"], found["rated"], stars)


def comments_page(
    show: Show,
    summary: Summary,
    sort: Sort,
    number: object,
    *,
    now: datetime,
    reader: User | None = None,
) -> "tuple[Page[Any], list[Said]]":
    """A page of comments with their answers: at most four queries."""
    paginator = Paginator(_top(show, sort), PAGE)
    paginator.__dict__["count"] = summary.top
    page = paginator.get_page(str(number or 1))
    top = list(page.object_list)
    answers = list(_shown().filter(parent__in=top).order_by("pk")) if top else []
    return page, _arranged(top, answers, show, now=now, reader=reader)


def told_on_page(show: Show, *, now: datetime) -> "tuple[list[Said], Summary | None]":
    """What the show's own page tells of its comments, at most a second old.

    Three queries; one where nobody has said anything.
    """
    return kept(f"comments-on:{show.pk}", SECOND, lambda: _told_on_page(show, now))


def _told_on_page(show: Show, now: datetime) -> "tuple[list[Said], Summary | None]":
    found = list(_shown().filter(thread__show=show, parent=None)[:ON_SHOW_PAGE])
    if not found:
        return [], None
    return _arranged(found, [], show, now=now, reader=None), summary_of(show)


def _shown() -> "QuerySet[Any]":
    return (
        Comment.objects.filter(state=State.SHOWN)
        .select_related("writer")
        .annotate(n_likes=Count("likes"))
        .order_by("-pk")
    )


def _top(show: Show, sort: Sort) -> "QuerySet[Any]":
    """Comments that are shown, and the places of those that others answered."""
    rows = (
        Comment.objects.filter(_takes_a_place(), thread__show=show)
        .select_related("writer")
        .annotate(n_likes=Count("likes"))
    )
    return rows.order_by(*(["-n_likes"] if sort == Sort.HELPFUL else []), "-pk")


def _takes_a_place() -> Q:
    answers = Comment.objects.filter(parent=OuterRef("pk"), state=State.SHOWN)
    return Q(parent=None) & (Q(state=State.SHOWN) | Q(Exists(answers)))


def _arranged(
    top: Iterable[Any],
    answers: Iterable[Any],
    show: Show,
    *,
    now: datetime,
    reader: User | None,
) -> list[Said]:
    everything = [*top, *answers]
    users = {c.writer.user_id for c in everything if c.writer is not None}
    there = been_there(show, users, now=now)
    liked = _liked(reader, everything)
    below: defaultdict[int | None, list[Said]] = defaultdict(list)
    for row in [*answers, *top]:
        said = Said(
            row,
            row.n_likes,
            was_there=row.writer is not None and row.writer.user_id in there,
            is_liked=row.pk in liked,
        )
        said.answers = below[row.pk] if row.parent_id is None else []
        below[row.parent_id].append(said)
    return below[None]


def _liked(reader: User | None, rows: list[Comment]) -> frozenset[int]:
    if reader is None or not rows:
        return frozenset()
    mine = Like.objects.filter(user=reader, comment__in=rows)
    return frozenset(mine.values_list("comment", flat=True))


def been_there(show: Show, users: Collection[int], *, now: datetime) -> frozenset[int]:
    """Which of these people had a paid ticket for a performance that is over.

    Asked anew each time: who gave the ticket back was not there.
    """
    if not users:
        return frozenset()
    tickets = Ticket.objects.valid().filter(
        line__performance__show=show,
        line__performance__ends_at__lte=now,
        line__performance__cancelled_at=None,
        line__order__phase__in=WITH_TICKETS,
        line__order__account__kind=AccountKind.PERSON,
        line__order__account__users__in=users,
    )
    column = "line__order__account__users"
    return frozenset(tickets.values_list(column, flat=True).distinct())
