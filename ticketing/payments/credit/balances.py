"""What is on a credit: the sum of its ledger entries, with its sign turned."""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal

from django.db.models import Sum

from ground.dates import day
from ground.keeping import SECOND, forget, kept
from ground.money import ZERO
from ticketing.house.models import the_house
from ticketing.payments.credit.codes import hash_of
from ticketing.payments.credit.errors import (
    GiftCardEmpty,
    GiftCardOfAnotherCurrency,
    GiftCardOver,
    GiftCardUnknown,
)
from ticketing.payments.credit.models import Credit, CreditKind
from ticketing.payments.models import Entry, LedgerAccount

_KEY = "any-credit"
# So long another process may not know of the first that a house gives.
_FORGETS = 5 * SECOND


def balance(credit: Credit) -> Decimal:
    return balances([credit.pk]).get(credit.pk, ZERO)


def balances(keys: Collection[int]) -> dict[int, Decimal]:
    """Of several credits, by key; one query. One that never moved is missing."""
    entries = Entry.objects.filter(
        ledger_account=LedgerAccount.CREDIT, credit__in=list(keys)
    )
    sums = entries.order_by().values_list("credit").annotate(sum=Sum("amount"))
    return {key: -amount for key, amount in sums}


def is_over(credit: Credit, now: datetime) -> bool:
    """Whether it is blocked, or its last day by the house's calendar is past."""
    today = now.astimezone(the_house().zone).date()
    past = credit.expires_on is not None and credit.expires_on < today
    return credit.blocked_at is not None or past


def card_of(typed: str, *, currency: str, now: datetime) -> Credit:
    """The gift card with that code, that can pay something in that currency.

    Whoever asks for strangers counts wrong codes (`rush.guessing`). Raises
    GiftCardUnknown, GiftCardOver, GiftCardOfAnotherCurrency, GiftCardEmpty.
    """
    card = Credit.objects.filter(code_hash=hash_of(typed)).first()
    if card is None or card.blocked_at is not None:
        raise GiftCardUnknown
    if card.expires_on is not None and is_over(card, now):
        raise GiftCardOver(day=day(card.expires_on, year=True))
    if card.currency != currency:
        raise GiftCardOfAnotherCurrency
    if balance(card) <= ZERO:
        raise GiftCardEmpty
    return card


def credit_of(account_id: int, currency: str) -> Credit | None:
    """The credit of an account in that currency, if it ever had some."""
    found = Credit.objects.filter(account=account_id, currency=currency)
    return found.filter(kind=CreditKind.ACCOUNT).first()


def house_has_credit() -> bool:
    """Whether any was ever given; where none was, no purchase asks for it."""
    return kept(_KEY, _FORGETS, Credit.objects.exists)


def credit_was_given() -> None:
    forget(_KEY)
