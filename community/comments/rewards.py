"""Points for a comment: for passing and from moderators, gone while it is."""

from datetime import datetime

from django.db.models import Sum
from django.utils.translation import override

from community.comments.models import Comment, Decision, State
from community.comments.reasons import in_words
from members.models import PointEntry, PointSource
from members.models.point_rules import the_point_rules
from members.points import award, take_back
from members.services import lock_account, personal_account
from ticketing.house.models import the_house

_LONGEST = 300
_OWN = "comment-"


def settle_points(row: Comment, decision: Decision, *, now: datetime) -> None:
    """Bring the writer's points to what the comment is worth as it stands.

    One that is gone is worth nothing; one that may stay after all is worth what it
    was. The caller holds the comment's lock; the account's is taken here, after it.
    """
    if row.writer is None:
        return
    worth = 0
    if row.state == State.SHOWN:
        earn(row, now=now)
        worth = row.points + _sum_of([_own_key(row)])
    with override(row.writer.user.language):
        reason = in_words(decision.reason)
    _change(row, worth, f"decision-{decision.pk}", reason, now)


def earn(row: Comment, *, now: datetime) -> bool:
    """Give what the house gives for a comment that passed; once, so many in a day."""
    rules = the_point_rules()
    if row.writer is None or row.passed_at is None or not rules.comment:
        return False
    account = personal_account(row.writer.user)
    lock_account(account)
    begins = now.astimezone(the_house().zone).replace(hour=0, minute=0, second=0)
    today = PointEntry.objects.filter(
        account=account,
        source=PointSource.COMMENT,
        key__startswith=_OWN,
        at__gte=begins.replace(microsecond=0),
    )
    if today.count() >= rules.comments_a_day:
        return False
    with override(row.writer.user.language):
        show = row.thread.show.name
    return award(
        account,
        rules.comment,
        source=PointSource.COMMENT,
        key=_own_key(row),
        reason=show[:_LONGEST],
        now=now,
    )


def take_points_away(row: Comment, *, now: datetime) -> None:
    """The writer takes the comment back, and cannot put it there again."""
    if row.writer is not None:
        _change(row, 0, f"withdrawn-{row.pk}", "", now)


def _change(row: Comment, worth: int, key: str, reason: str, now: datetime) -> None:
    if row.writer is None:
        return
    account = personal_account(row.writer.user)
    change = worth - _given(row)
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


def _given(row: Comment) -> int:
    """What the ledger has of this comment, all its decisions together."""
    decisions = row.decisions.values_list("pk", flat=True)
    return _sum_of([_own_key(row), *(f"decision-{pk}" for pk in decisions)])


def _sum_of(keys: list[str]) -> int:
    found = PointEntry.objects.filter(source=PointSource.COMMENT, key__in=keys)
    return found.aggregate(sum=Sum("amount"))["sum"] or 0


def _own_key(row: Comment) -> str:
    return f"{_OWN}{row.pk}"
