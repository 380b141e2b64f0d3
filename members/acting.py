"""Accounts that several people act for: agencies, companies, suppliers."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import QuerySet

from members.models import Account, AccountRole, AccountUser, User


@transaction.atomic
def keep_account(
    account: Account, people: Collection[User], owners: Collection[User] | None = None
) -> Account:
    """Save an account, and let just these people act for it.

    `owners` are those of them who own it; where that is not said, who owns it stays
    its owner. Whoever is new may buy for it.
    """
    account.save()
    theirs = AccountUser.objects.filter(account=account)
    if owners is not None:
        people = {*people, *owners}
        theirs.exclude(user__in=owners).update(role=AccountRole.BUYER)
    others = theirs.exclude(user__in=people)
    others.exclude(role=AccountRole.OWNER).delete()
    AccountUser.objects.bulk_create(
        (
            AccountUser(account=account, user=user, role=AccountRole.BUYER)
            for user in people
        ),
        ignore_conflicts=True,
    )
    if owners is not None:
        theirs.filter(user__in=owners).update(role=AccountRole.OWNER)
    return account


def owners_of(account: Account) -> QuerySet[User]:
    """Those of its people who own it."""
    owning = AccountUser.objects.filter(account=account, role=AccountRole.OWNER)
    return User.objects.filter(pk__in=owning.values("user"))
