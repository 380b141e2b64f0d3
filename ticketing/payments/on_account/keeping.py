"""The desk keeps companies on account: their names, people and terms."""

from collections.abc import Collection
from datetime import datetime
from typing import Final

from django.db import transaction

from members.acting import keep_account, owners_of
from members.models import Account, AccountKind, User
from ticketing.payments.on_account.models import Tab
from ticketing.payments.on_account.owing import tab_was_made

# What whoever changes a company's terms says of it; all but whether it is blocked.
TERMS: Final = (
    "credit_limit",
    "payment_days",
    "reminder_days",
    "invoice_name",
    "address",
    "email",
    "language",
    "tax_number",
    "fapiao",
)


@transaction.atomic
def keep_tab(
    tab: Tab,
    name: str,
    people: Collection[User],
    owners: Collection[User] | None = None,
) -> Tab:
    """Save a company with just these people who may order on its account.

    `owners` of them see what it owes, and its invoices; not said, they stay who they
    are. A new one takes over a corporate account of that name that has no terms yet,
    with the people who are there already.
    """
    account = tab.account if tab.pk else _corporate(name)
    if not tab.pk and account.pk:
        people = {*people, *account.users.all()}
        if owners is not None:
            owners = {*owners, *owners_of(account)}
    account.name = name
    tab.account = keep_account(account, people, owners)
    # Whoever blocks it meanwhile has blocked it.
    tab.save(update_fields=TERMS if tab.pk else None)
    tab_was_made()
    return tab


def _corporate(name: str) -> Account:
    known = Account.objects.filter(kind=AccountKind.CORPORATE, name=name)
    free = known.exclude(pk__in=Tab.objects.values("account")).order_by("pk").first()
    return free or Account(kind=AccountKind.CORPORATE)


def block_or_open(tab: Tab, *, blocks: bool, now: datetime) -> Tab:
    """Let nothing more be ordered on an account, or let it be ordered on again.

    Said twice, it is as it was said the first time.
    """
    if blocks != bool(tab.blocked_at):
        tab.blocked_at = now if blocks else None
        tab.save(update_fields=["blocked_at"])
    return tab
