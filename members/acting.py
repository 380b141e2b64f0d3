"""Accounts that several people act for: agencies, companies, suppliers."""

from collections.abc import Collection

from django.db import transaction

from members.models import Account, AccountRole, AccountUser, User


@transaction.atomic
def keep_account(account: Account, people: Collection[User]) -> Account:
    """Save an account, and let just these people act for it.

    Who owns it stays its owner; whoever is new may buy for it.
    """
    account.save()
    theirs = AccountUser.objects.filter(account=account)
    others = theirs.exclude(user__in=people)
    others.exclude(role=AccountRole.OWNER).delete()
    AccountUser.objects.bulk_create(
        (
            AccountUser(account=account, user=user, role=AccountRole.BUYER)
            for user in people
        ),
        ignore_conflicts=True,
    )
    return account
