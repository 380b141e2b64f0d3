"""What waits for the moderators, with what they know of each writer."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

from django.db.models import Count, Q

from community.comments.models import Comment, Decision, Deed, State, Writer
from community.comments.reasons import in_words

MOST: Final = 50
_STEPS: Final = 3


@dataclass(slots=True)
class History:
    """A writer's comments by state, how often warned, and the last decisions."""

    states: Counter[str] = field(default_factory=Counter)
    warned: int = 0
    lately: list[tuple[Decision, str]] = field(default_factory=list)

    @property
    def shown(self) -> int:
        return self.states[State.SHOWN]

    @property
    def gone(self) -> int:
        return self.states[State.REMOVED] + self.states[State.SPAM]


@dataclass(frozen=True, slots=True)
class Waiting:
    comment: Comment
    history: History
    reports: list[str]
    # Why it was taken away, where the writer objects.
    reason: str


def waiting_comments() -> tuple[list[Waiting], int]:
    """The oldest first, and how many there are: six queries, however many."""
    rows = Comment.objects.exclude(queued_at=None).order_by("queued_at", "pk")
    found = list(
        rows.select_related(
            "writer__user", "thread__show", "parent__writer"
        ).prefetch_related("flags", "decisions")[:MOST]
    )
    known = _histories({c.writer_id for c in found if c.writer_id is not None})
    listed = [
        Waiting(
            comment,
            known[comment.writer_id or 0],
            [flag.get_reason_display() for flag in comment.flags.all()],
            _why(comment),
        )
        for comment in found
    ]
    return listed, rows.count()


def _why(comment: Comment) -> str:
    for decision in comment.decisions.all():
        if decision.deed in (Deed.REMOVE, Deed.SPAM):
            return in_words(decision.reason)
    return ""


def _histories(writers: Iterable[int]) -> dict[int, History]:
    found: defaultdict[int, History] = defaultdict(History)
    warned = Count("comments__decisions", filter=Q(comments__decisions__deed=Deed.WARN))
    for pk, count in (
        Writer.objects.filter(pk__in=writers).annotate(n=warned).values_list("pk", "n")
    ):
        found[pk].warned = count
    states = Comment.objects.filter(writer__in=writers).values_list("writer", "state")
    for row in states.annotate(n=Count("pk")).order_by():
        writer, state, count = row
        found[writer or 0].states[state] = count
    _add_steps(found, writers)
    return found


def _add_steps(found: dict[int, History], writers: Iterable[int]) -> None:
    steps: Any = Decision.objects.filter(comment__writer__in=writers)
    for step in steps.select_related("comment", "by").order_by("-pk")[: MOST * _STEPS]:
        lately = found[step.comment.writer_id].lately
        if len(lately) < _STEPS:
            lately.append((step, in_words(step.reason)))
