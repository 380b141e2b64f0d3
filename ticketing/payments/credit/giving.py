"""Giving credit: by the desk with a reason, or in place of money that goes back."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Sum

from ground.inserting import add
from ground.money import ZERO, rounded
from ground.once import new_key
from ticketing.house.models import the_house
from ticketing.orders.models import Order, OrderLine
from ticketing.payments import ledger
from ticketing.payments.credit.balances import credit_of, credit_was_given
from ticketing.payments.credit.codes import code_of, hash_of, new_seed
from ticketing.payments.credit.errors import GiftCardUsed
from ticketing.payments.credit.models import Credit, CreditKind
from ticketing.payments.errors import NoAmount
from ticketing.payments.models import Entry
from ticketing.payments.refunds import give_amounts_back

_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Given:
    """A credit, and the code of a new card: to be told once, kept nowhere."""

    credit: Credit
    code: str = ""


@dataclass(frozen=True, slots=True)
class Gift:
    """What is given for nothing: to an account, or to whoever gets the code.

    `key` is the form's: with one that is known nothing more is given.
    """

    amount: Decimal
    currency: str
    account_id: int | None = None
    key: str = field(default_factory=new_key)


def give(gift: Gift, *, reason: str, actor: str, now: datetime) -> Given:
    """Give an account credit, or whoever gets the code a gift card.

    For nothing: the ledger has it as goodwill. Twice with one key is once, also
    at the same moment. Raises NoAmount.
    """
    amount = rounded(gift.amount, gift.currency)
    if amount <= ZERO:
        raise NoAmount
    gift = replace(gift, amount=amount)
    try:
        return _give(gift, reason=reason, actor=actor, now=now)
    except IntegrityError:
        before = _given_before(gift.key)
        if before is None:
            raise
        return before


@transaction.atomic
def _give(gift: Gift, *, reason: str, actor: str, now: datetime) -> Given:
    before = _given_before(gift.key)
    if before is not None:
        return before
    by: dict[str, Any] = {"reason": reason, "actor": actor, "now": now}
    given = _place(gift.currency, account_id=gift.account_id, **by)
    ledger.book_goodwill(given.credit, gift.amount, key=gift.key, **by)
    return given


def _given_before(key: str) -> Given | None:
    """What was given with this key, and its code once more."""
    entries = Entry.objects.filter(
        movement__key=ledger.goodwill_key(key), credit__isnull=False
    )
    entry = entries.select_related("credit").first()
    if entry is None or entry.credit is None:
        return None
    found = entry.credit
    return Given(found, code_of(found.seed) if found.is_card else "")


@transaction.atomic
def give_for_lines(
    order: Order,
    wanted: Sequence[tuple[OrderLine, Decimal]],
    *,
    reason: str,
    actor: str,
    now: datetime,
) -> Given:
    """Give credit instead of money for lines of a paid order that have ended.

    The caller holds the order's lock, has ended the lines and booked their
    return; this stands where `refunds.give_amounts_back` would. The credit is
    the order's account's, or a new gift card for a guest, whose code is to be
    mailed. Refunds of the order's payments say so; a task carries them out. Raises
    TooMuchBack.
    """
    given = _place(
        order.currency,
        reason=reason,
        actor=actor,
        now=now,
        account_id=order.account_id,
    )
    give_amounts_back(order, list(wanted), reason=reason, now=now, to=given.credit)
    return given


def make_bought(line: OrderLine, *, now: datetime) -> Credit:
    """Make the gift card of a line whose order is being paid; the ledger fills it.

    The line's order is locked, and a line has one card.
    """
    order = line.order
    fields = {
        "currency": order.currency,
        "reason": order.number,
        "issued_by": order.buyer_name,
        "issued_at": now,
        "line": line,
    }
    credit_was_given()
    return _new_card(fields, now=now).credit


@transaction.atomic
def end_bought(line: OrderLine, *, now: datetime) -> None:
    """The card of a line that has ended is blocked. Raises GiftCardUsed.

    The line's order is locked. None was made of one that was never paid.
    """
    for card in Credit.objects.locked().filter(line=line):
        used = Entry.objects.filter(credit=card, line=None).aggregate(Sum("amount"))
        if used["amount__sum"]:
            raise GiftCardUsed
        card.blocked_at = card.blocked_at or now
        card.save(update_fields=["blocked_at"])


def _place(
    currency: str, *, reason: str, actor: str, now: datetime, account_id: int | None
) -> Given:
    """Where credit is put: an account's one row, or a new card."""
    credit_was_given()
    fields = {
        "currency": currency,
        "reason": reason[:300],
        "issued_by": actor[:200],
        "issued_at": now,
    }
    if account_id is None:
        return _new_card(fields, now=now)
    found = credit_of(account_id, currency)
    if found is None:
        kind = CreditKind.ACCOUNT
        try:
            with transaction.atomic():
                found = add(Credit(kind=kind, account_id=account_id, **fields))
        except IntegrityError:
            found = credit_of(account_id, currency)
    assert found is not None  # noqa: S101 one of the two wrote it
    return Given(found)


def _new_card(fields: dict[str, object], *, now: datetime) -> Given:
    seed = new_seed()
    code = code_of(seed)
    card = Credit(
        kind=CreditKind.GIFT_CARD,
        seed=seed,
        code_hash=hash_of(code),
        ending=code[-4:],
        expires_on=_last_day(now),
        **fields,
    )
    return Given(add(card), code)


def _last_day(now: datetime) -> date | None:
    """By the house's rule: so many months from today; None is for ever."""
    house = the_house()
    if not house.gift_card_months:
        return None
    today = now.astimezone(house.zone).date()
    years, month = divmod(today.month - 1 + house.gift_card_months, _MONTHS)
    year, month = today.year + years, month + 1
    return today.replace(
        year=year, month=month, day=min(today.day, monthrange(year, month)[1])
    )
