"""The accounts of the ledger: how they stood, what moved, how they stand."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Q, Sum

from ground.money import ZERO
from reports.takings.span import Span
from ticketing.payments.models import Entry, LedgerAccount


@dataclass(frozen=True, slots=True)
class AccountSums:
    """One account in one currency; debits are positive balances."""

    account: LedgerAccount
    currency: str
    before: Decimal
    debits: Decimal
    credits: Decimal

    @property
    def after(self) -> Decimal:
        return self.before + self.debits - self.credits


def accounts(span: Span) -> Iterator[AccountSums]:
    """Every account that has moved until the end of these days; one query.

    All of one currency stand at zero together: the ledger is double-entry.
    """
    during = Q(movement__at__gte=span.starts_at)
    entries = Entry.objects.filter(movement__at__lt=span.ends_at).order_by()
    rows = entries.values_list("currency", "ledger_account").annotate(
        before=Sum("amount", filter=~during),
        debits=Sum("amount", filter=during & Q(amount__gt=ZERO)),
        credits=Sum("amount", filter=during & Q(amount__lt=ZERO)),
    )
    found = {(row[0], row[1]): [amount or ZERO for amount in row[2:]] for row in rows}
    for currency in sorted({currency for currency, _account in found}):
        for account in LedgerAccount:
            if (currency, account) in found:
                before, debits, gone = found[currency, str(account)]
                yield AccountSums(account, currency, before, debits, -gone)
