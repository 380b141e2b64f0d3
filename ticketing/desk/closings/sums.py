"""A closing as rows of sums."""

from dataclasses import dataclass
from decimal import Decimal

from ground.dates import span
from ticketing.desk.house_time import house_clock
from ticketing.payments.models import Closing, LedgerAccount


@dataclass(frozen=True, slots=True)
class AccountRow:
    account: LedgerAccount
    debits: Decimal
    credits: Decimal

    @property
    def change(self) -> Decimal:
        return self.debits - self.credits


@dataclass(frozen=True, slots=True)
class CurrencySums:
    """What the accounts moved in one currency, in the order of the accounts."""

    currency: str
    rows: list[AccountRow]

    @property
    def money(self) -> Decimal:
        """What came in less what went back."""
        changes = {row.account: row.change for row in self.rows}
        return changes.get(LedgerAccount.MONEY, Decimal(0))


@dataclass(frozen=True, slots=True)
class Told:
    """A closing in the reader's words, by the house's clock."""

    closing: Closing
    days: str
    closed_at: str
    sums: list[CurrencySums]


def told(closing: Closing) -> Told:
    days = span(closing.first_on, closing.last_on, year=True)
    return Told(closing, days, house_clock(closing.closed_at), sums_of(closing))


def sums_of(closing: Closing) -> list[CurrencySums]:
    return [
        CurrencySums(
            currency,
            [
                AccountRow(account, *map(Decimal, by_account[account]))
                for account in LedgerAccount
                if account in by_account
            ],
        )
        for currency, by_account in closing.sums.items()
    ]
