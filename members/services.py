"""What a person can ask for about their account."""

from django.db import transaction

from members.models import Account, AccountKind, AccountRole, AccountUser, User


def personal_account(user: User) -> Account:
    """Return the account a person buys for, made on the first need.

    Mostly one query, outside of any transaction of its own: each page of a
    person who signed in asks.
    """
    return _owned_by(user) or _make_account(user)


def lock_account(account: Account) -> None:
    """Let nobody else change what the account has, until this transaction ends."""
    rows = Account.objects.filter(pk=account.pk).select_for_update(no_key=True)
    list(rows.values_list("pk"))


@transaction.atomic
def _make_account(user: User) -> Account:
    """The user's row is the lock: two first requests at once make one account."""
    rows = User.objects.filter(pk=user.pk).select_for_update(no_key=True)
    list(rows.values_list("pk"))
    found = _owned_by(user)
    if found is not None:
        return found
    account = Account.objects.create(kind=AccountKind.PERSON, name=str(user))
    AccountUser.objects.create(account=account, user=user, role=AccountRole.OWNER)
    return account


def _owned_by(user: User) -> Account | None:
    return (
        Account.objects.filter(
            kind=AccountKind.PERSON,
            account_users__user=user,
            account_users__role=AccountRole.OWNER,
        )
        .order_by("pk")
        .first()
    )
