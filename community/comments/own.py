"""A member's own comments."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from community.comments.models import Comment, Decision, the_rules
from community.comments.reasons import in_words
from community.comments.writing import may_change
from members.models import User

_MOST: Final = 100


@dataclass(frozen=True, slots=True)
class MyComment:
    """A comment with what the house decided about it, the newest first."""

    comment: Comment
    decisions: list[tuple[Decision, str]]
    may_change: bool


def own_comments(user: User, *, now: datetime) -> list[MyComment]:
    """The newest hundred, in two queries."""
    rows = Comment.objects.filter(writer__user=user).select_related("thread__show")
    rules = the_rules()
    return [
        MyComment(
            row,
            [(step, in_words(step.reason)) for step in row.decisions.all()],
            may_change(row, rules, now),
        )
        for row in rows.prefetch_related("decisions")[:_MOST]
    ]
