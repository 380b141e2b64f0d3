"""Billing the members whose period ends, ahead of the day.

What stands in the database says who is to be billed, not when somebody last looked:
a run that was missed is made up by the next, and one too many finds nothing to do.
"""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet

from ground.crash import crash_point
from ground.inserting import add
from members.levels import known_levels
from members.models import (
    Account,
    AccountRole,
    Language,
    Level,
    Membership,
    User,
)
from members.services import lock_account
from ticketing.dues.models import Due
from ticketing.dues.ordering import due_line
from ticketing.house.models import the_house
from ticketing.orders import services as orders
from ticketing.orders.models import Order, SalesChannel
from ticketing.orders.phases import Phase

# Whose membership has been over for longer is not asked to come back.
MAKES_UP: Final = timedelta(days=60)


def bill_members(*, now: datetime) -> int:
    """Bill everybody whose time has come; how many were. `now` in any time zone."""
    billed = 0
    for level in known_levels().values():
        keys = list(to_bill(level, now).order_by("pk").values_list("pk", flat=True))
        billed += sum(bill(key, now=now) is not None for key in keys)
    return billed


def to_bill(level: Level, now: datetime) -> QuerySet[Membership]:
    """Memberships at this level whose next period is to be billed by now."""
    if level.lead_days is None or not level.months or not level.fee:
        return Membership.objects.none()
    known = Due.objects.filter(
        account=OuterRef("account"), level=level, begins_at=OuterRef("ends_at")
    )
    found: QuerySet[Membership] = Membership.objects.filter(
        ~Exists(known),
        level=level,
        ended_at=None,
        ends_at__lte=now + timedelta(days=level.lead_days),
        ends_at__gt=now - MAKES_UP,
    )
    return found


@transaction.atomic
def bill(membership_id: int, *, now: datetime) -> Due | None:
    """Ask for the period after this membership's end; None where that is done.

    The account's row is the lock; who is to be billed is read anew under it. The
    grace begins with the period, or today where the house is late.
    """
    found = Membership.objects.select_related("account", "level").get(pk=membership_id)
    lock_account(found.account)
    mine = to_bill(found.level, now).filter(pk=membership_id).first()
    if mine is None or mine.ends_at is None:
        return None
    level = found.level
    due = Due(account=found.account, level=level, months=level.months)
    due.begins_at, due.billed_at, due.carries_on = mine.ends_at, now, mine
    due.order = _order(found.account, level, now=now)
    due.save()
    add(due_line(due.order, due, due.order.total))
    orders.advance(due.order, Phase.PLACED, Phase.ACCEPTED, now=now)
    mine.grace_until = max(mine.ends_at, now) + timedelta(days=level.grace_days)
    mine.save(update_fields=["grace_until"])
    crash_point("due-billed")
    return due


def _order(account: Account, level: Level, *, now: datetime) -> Order:
    """An order that waits as long as the due does: nothing is kept from sale for it."""
    user = payer_of(account)
    order = Order(
        number=orders.new_number(),
        secret=orders.new_secret(),
        account=account,
        user=user,
        channel=SalesChannel.WEB,
        language=user.language if user else Language.ENGLISH,
        currency=the_house().currency,
        phase=Phase.DRAFT,
        drafted_at=now,
        buyer_name=(user.get_full_name() if user else "") or account.name[:200],
        buyer_email=user.email if user else "",
        total=level.fee,
    )
    add(order)
    return order


def payer_of(account: Account) -> User | None:
    """Who is written to: the owner, or else whoever acts for the account."""
    people = User.objects.filter(account_users__account=account, is_active=True)
    owners = people.filter(account_users__role=AccountRole.OWNER)
    return owners.order_by("pk").first() or people.order_by("pk").first()


def unsettled() -> QuerySet[Due]:
    """Dues that are owed though what they carry on has ended or gone on without."""
    owed = Due.objects.owed().select_related("order")
    moved = owed.exclude(carries_on__ends_at=F("begins_at"))
    gone = owed.filter(carries_on__ended_at__isnull=False)
    return (moved | gone).order_by("pk")
