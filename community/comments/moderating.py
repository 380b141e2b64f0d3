"""What a moderator decides: each step kept for good, each press counted once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from community.comments.cleaning import plain
from community.comments.models import (
    Comment,
    Decision,
    Deed,
    State,
    Writer,
)
from community.comments.rewards import settle_points
from community.comments.tasks import mail_decision
from community.comments.writing import lock_writer, locked_comment
from members.models import User

_STATES: Final = {
    Deed.PASS: State.SHOWN,
    Deed.REMOVE: State.REMOVED,
    Deed.SPAM: State.SPAM,
}


@dataclass(frozen=True, slots=True)
class Ruling:
    """Who decides, why, and the key of the button that was pressed."""

    by: User
    once: str
    reason: str = ""


def decide(comment: Comment, deed: Deed, ruling: Ruling, *, now: datetime) -> bool:
    """Pass a comment, remove it, or call it spam; says whether that was new.

    What stands as it is already, and waits for nothing, is left alone.
    """
    return _once(comment, ruling, lambda row: _decide(row, deed, ruling, now))


def _decide(row: Comment, deed: Deed, ruling: Ruling, now: datetime) -> bool:
    before, after = row.state, _STATES[deed]
    is_settled = before == after and row.queued_at is None
    if is_settled or before == State.WITHDRAWN or row.writer_id is None:
        return False
    was_appeal = row.appealed_at is not None and row.queued_as == "appeal"
    row.state, row.queued_at, row.queued_as = after, None, ""
    if after == State.SHOWN:
        row.passed_at = now
    row.save(update_fields=["state", "queued_at", "queued_as", "passed_at"])
    row.flags.filter(seen_at=None).update(seen_at=now)
    told: dict[str, Any] = {"before": before, "was_appeal": was_appeal}
    decision = _keep(row, deed, ruling, now, **told)
    settle_points(row, decision, now=now)
    if before != after or was_appeal:
        mail_decision.enqueue(decision.pk)
    return True


def warn(comment: Comment, ruling: Ruling, *, now: datetime) -> bool:
    """Tell the writer that this goes too far; the comment stays as it is."""
    return _about_writer(comment, Deed.WARN, ruling, now, until=None)


def mute(comment: Comment, ruling: Ruling, *, days: int, now: datetime) -> bool:
    """Let the writer write nothing for so many days; a longer silence stays."""
    until = now + timedelta(days=days)
    return _about_writer(comment, Deed.MUTE, ruling, now, until=until)


def _about_writer(
    comment: Comment,
    deed: Deed,
    ruling: Ruling,
    now: datetime,
    *,
    until: datetime | None,
) -> bool:
    def act(row: Comment) -> bool:
        if row.writer is None:
            return False
        if until is not None:
            later = max(until, row.writer.muted_until or until)
            Writer.objects.filter(pk=row.writer.pk).update(muted_until=later)
        decision = _keep(row, deed, ruling, now, until=until)
        mail_decision.enqueue(decision.pk)
        return True

    return _once(comment, ruling, act)


def reward(comment: Comment, ruling: Ruling, *, points: int, now: datetime) -> bool:
    """Give the writer points for it; what waited is passed with that.

    Nobody rewards themselves, nor what is gone. The caller has said why.
    """

    def act(row: Comment) -> bool:
        own = row.writer is None or row.writer.user_id == ruling.by.pk
        if own or row.state not in (State.SHOWN, State.WAITING):
            return False
        before = row.state
        row.state, row.queued_at, row.queued_as = State.SHOWN, None, ""
        row.passed_at = row.passed_at or now
        row.points += points
        row.save(
            update_fields=["state", "queued_at", "queued_as", "passed_at", "points"]
        )
        row.flags.filter(seen_at=None).update(seen_at=now)
        decision = _keep(row, Deed.AWARD, ruling, now, before=before, points=points)
        settle_points(row, decision, now=now)
        mail_decision.enqueue(decision.pk)
        return True

    return _once(comment, ruling, act)


def reply(comment: Comment, ruling: Ruling, text: str, *, now: datetime) -> bool:
    """Answer as the house, below the comment or below the one that it answers."""

    def act(row: Comment) -> bool:
        said = plain(text)
        if not said or row.state != State.SHOWN:
            return False
        Comment.objects.create(
            thread=row.thread,
            parent_id=row.parent_id or row.pk,
            once=ruling.once,
            language=row.language,
            text=said,
            state=State.SHOWN,
            written_at=now,
            passed_at=now,
        )
        decision = _keep(row, Deed.REPLY, ruling, now)
        mail_decision.enqueue(decision.pk)
        return True

    return _once(comment, ruling, act)


def _once(comment: Comment, ruling: Ruling, act: Callable[[Comment], bool]) -> bool:
    """The second press of a button does nothing.

    The comment's row is the lock, and before it its writer's: who is muted is
    changed below it, and a writer who changes a comment has them in that order.
    """
    with transaction.atomic():
        if comment.writer_id is not None:
            lock_writer(comment.writer_id)
        row = locked_comment(comment.pk)
        if Decision.objects.filter(once=ruling.once).exists():
            return False
        return act(row)


def _keep(
    row: Comment, deed: Deed, ruling: Ruling, now: datetime, **more: Any
) -> Decision:
    facts: dict[str, Any] = {"before": row.state, "after": row.state, **more}
    decision: Decision = Decision.objects.create(
        comment=row,
        deed=deed,
        by=ruling.by,
        at=now,
        reason=ruling.reason,
        once=ruling.once,
        **facts,
    )
    return decision
