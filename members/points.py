"""Points: what an account has, and giving and taking them."""

from datetime import datetime

from django.db import transaction
from django.db.models import Sum

from members.errors import PointsShort
from members.models import Account, PointEntry
from members.services import lock_account


def points_of(account: Account) -> int:
    """How many the account has."""
    entries = PointEntry.objects.filter(account=account)
    return entries.aggregate(sum=Sum("amount"))["sum"] or 0


@transaction.atomic
def award(
    account: Account,
    amount: int,
    *,
    source: str,
    key: str,
    reason: str = "",
    now: datetime,
) -> bool:
    """Give points for something; says whether they are new.

    `source` is one of PointSource, and `key` says which one of that source: it counts
    once, whoever asks again. The account's row is the lock. Raises ValueError for
    less than one point.
    """
    return _enter(account, _some(amount), (source, key), reason, now=now)


@transaction.atomic
def take(
    account: Account,
    amount: int,
    *,
    source: str,
    key: str,
    reason: str = "",
    now: datetime,
) -> bool:
    """Take points from what the account has; says whether that is new.

    Raises PointsShort where there are fewer, and what `award` raises.
    """
    return _enter(account, -_some(amount), (source, key), reason, now=now)


@transaction.atomic
def take_back(
    account: Account,
    amount: int,
    *,
    source: str,
    key: str,
    reason: str = "",
    now: datetime,
) -> int:
    """Take back what had been given, as far as it is still there; says how many.

    What the member no longer has is not owed. Raises what `award` raises.
    """
    lock_account(account)
    there = min(_some(amount), points_of(account))
    if there < 1:
        return 0
    is_new = _enter(account, -there, (source, key), reason, now=now)
    return there if is_new else 0


def _some(amount: int) -> int:
    if amount < 1:
        raise ValueError(amount)
    return amount


def _enter(
    account: Account,
    amount: int,
    origin: tuple[str, str],
    reason: str,
    *,
    now: datetime,
) -> bool:
    lock_account(account)
    source, key = origin
    if PointEntry.objects.filter(source=source, key=key).exists():
        return False
    if amount < 0 and points_of(account) + amount < 0:
        raise PointsShort(points=points_of(account))
    PointEntry.objects.create(
        account=account, amount=amount, source=source, key=key, reason=reason, at=now
    )
    return True
