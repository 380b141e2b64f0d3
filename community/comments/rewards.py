"""Points for a comment: given by a moderator, gone while the comment is."""

from datetime import datetime

from django.db.models import Sum

from community.comments.models import Comment, Decision, State
from community.comments.reasons import in_words
from members.models import Account, PointEntry, PointSource
from members.points import award, take_back
from members.services import personal_account

_LONGEST = 300


def settle_points(row: Comment, decision: Decision, *, now: datetime) -> None:
    """Bring the writer's points to what the comment is worth as it stands.

    One that is gone is worth nothing; one that may stay after all is worth what it
    was. The caller holds the comment's lock; the account's is taken here, after it.
    """
    if row.writer is None or not row.points:
        return
    worth = row.points if row.state == State.SHOWN else 0
    _change(row, worth, f"decision-{decision.pk}", in_words(decision.reason), now)


def take_points_away(row: Comment, *, now: datetime) -> None:
    """The writer takes the comment back, and cannot put it there again."""
    if row.writer is not None and row.points:
        _change(row, 0, f"withdrawn-{row.pk}", "", now)


def _change(row: Comment, worth: int, key: str, reason: str, now: datetime) -> None:
    if row.writer is None:
        return
    account = personal_account(row.writer.user)
    change = worth - _given(row, account)
    if change:
        deed = award if change > 0 else take_back
        deed(
            account,
            abs(change),
            source=PointSource.COMMENT,
            key=key,
            reason=reason[:_LONGEST],
            now=now,
        )


def _given(row: Comment, account: Account) -> int:
    """What the ledger has of this comment, all its decisions together."""
    keys = [f"decision-{pk}" for pk in row.decisions.values_list("pk", flat=True)]
    found = PointEntry.objects.filter(
        account=account, source=PointSource.COMMENT, key__in=keys
    )
    return found.aggregate(sum=Sum("amount"))["sum"] or 0
