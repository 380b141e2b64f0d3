"""What companies owe: sums of the ledger's entries."""

from collections.abc import Collection
from decimal import Decimal
from typing import Final

from django.db.models import QuerySet, Sum

from ground.keeping import SECOND, forget, kept
from ground.money import ZERO
from ticketing.payments.models import Entry, LedgerAccount
from ticketing.payments.on_account.models import Tab, TabQuerySet

_KEY: Final = "any-tab"
# So long another process may not know of the first that a house makes.
_FORGETS: Final = 5 * SECOND


def owed(tab: Tab) -> Decimal:
    """What a company owes now; less than nothing where it paid too much."""
    return owed_by([tab]).get(tab.pk, ZERO)


def owed_by(tabs: Collection[Tab]) -> dict[int, Decimal]:
    """Of several companies, by the key of their tab; one query."""
    keys = {(tab.account_id, tab.currency): tab.pk for tab in tabs}
    rows = on_account().filter(party__in=[tab.account_id for tab in tabs]).order_by()
    sums = rows.values_list("party", "currency").annotate(sum=Sum("amount"))
    return {
        keys[party, currency]: total
        for party, currency, total in sums
        if (party, currency) in keys
    }


def on_account() -> QuerySet[Entry]:
    """All that companies have ordered, given back and paid."""
    return Entry.objects.filter(ledger_account=LedgerAccount.ON_ACCOUNT)


def left_on(tab: Tab) -> Decimal:
    """How much may still be ordered."""
    limit: Decimal = tab.credit_limit
    return max(limit - owed(tab), ZERO)


def house_has_tabs() -> bool:
    """Whether any company orders on account; where none does, nobody is asked."""
    return kept(_KEY, _FORGETS, Tab.objects.exists)


def tab_was_made() -> None:
    forget(_KEY)


def usable_tabs(currency: str) -> TabQuerySet:
    """Companies on which the desk may put an order, by name."""
    found = Tab.objects.filter(blocked_at=None, currency=currency)
    return found.select_related("account").order_by("account__name", "pk")
