"""What buyers can choose when a performance does not take place as sold.

A registry: another room offers one more with `register()`, such as a credit.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import ClassVar, Final, Protocol

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ground.money import ZERO
from ticketing.gifts.giving import mail_to_guest
from ticketing.orders.models import LineState, Order, OrderLine
from ticketing.orders.phases import Phase
from ticketing.orders.services import advance, end_lines
from ticketing.payments import ledger
from ticketing.payments.credit.giving import give_for_lines
from ticketing.payments.refunds import money_in
from ticketing.returns.fee_lines import DONATION
from ticketing.returns.models import CallOffKind
from ticketing.returns.quoting import Part, ReturnQuote, goes_along
from ticketing.returns.services import end_tickets
from ticketing.tickets.services import void_tickets_of


@dataclass(frozen=True, slots=True)
class Deed:
    """Why and by whom, for the order's history."""

    reason: str
    actor: str
    now: datetime


class Choice(Protocol):
    """One way for a buyer to go on. `carry_out` runs under the order's lock."""

    code: ClassVar[str]
    label: ClassVar[str | Promise]
    # What it means, for the buyer and for staff.
    consequence: ClassVar[str | Promise]
    kinds: ClassVar[Collection[str]]

    def is_for(self, order: Order, lines: Sequence[OrderLine], /) -> bool:  # noqa: ARG002 most are for all
        """Whether these tickets of the order can have it."""
        return True

    def carry_out(
        self, order: Order, lines: Sequence[OrderLine], deed: Deed, /
    ) -> Decimal:
        """Do it for these tickets; return the money it is about. May refuse."""


class FullRefund(Choice):
    code = "refund"
    label = _("Money back")
    consequence = _(
        "The whole price with all fees goes back the way it came; the tickets are void."
    )
    kinds = frozenset(CallOffKind.values)

    def carry_out(
        self, order: Order, lines: Sequence[OrderLine], deed: Deed
    ) -> Decimal:
        along = goes_along(order, lines, now=deed.now)
        quote = ReturnQuote(tuple(Part(line, ZERO) for line in lines), along)
        by = {"reason": deed.reason, "actor": deed.actor}
        end_tickets(order, quote, now=deed.now, **by)
        return quote.back


class AsCredit(Choice):
    code = "credit"
    label = _("Credit")
    consequence = _(
        "The whole price with all fees becomes credit: on your account or, for guests,"
        " a gift card that is mailed to you; the tickets are void."
    )
    kinds = frozenset(CallOffKind.values)

    def is_for(self, order: Order, lines: Sequence[OrderLine]) -> bool:
        """What nobody has paid yet, such as by a company, becomes no credit."""
        price = sum((line.price for line in lines), ZERO)
        return money_in(order, price) > ZERO

    def carry_out(
        self, order: Order, lines: Sequence[OrderLine], deed: Deed
    ) -> Decimal:
        ended = [*lines, *goes_along(order, lines, now=deed.now)]
        ledger.book_return(order, ended, now=deed.now)
        end_lines(order, ended, LineState.RETURNED, now=deed.now)
        void_tickets_of(ended, deed.now)
        prices = [(line, line.price) for line in ended if line.price]
        if prices:
            by = {"reason": deed.reason, "actor": deed.actor}
            given = give_for_lines(order, prices, now=deed.now, **by)
            mail_to_guest(order, given.credit, now=deed.now)
        if not order.lines.live().exists():
            advance(order, Phase.REFUNDED, now=deed.now, actor=deed.actor)
        return sum((price for _line, price in prices), ZERO)


class Keep(Choice):
    code = "keep"
    label = _("Keep the tickets")
    consequence = _("The tickets stay valid for the new date.")
    kinds = frozenset({CallOffKind.POSTPONED.value})

    def carry_out(
        self, _order: Order, _lines: Sequence[OrderLine], _deed: Deed
    ) -> Decimal:
        return ZERO


class Donate(Choice):
    code = "donate"
    label = _("Give the money to the house")
    consequence = _("The house keeps the price as a gift; the tickets are void.")
    kinds = frozenset(CallOffKind.values)

    def carry_out(
        self, order: Order, lines: Sequence[OrderLine], deed: Deed
    ) -> Decimal:
        # What is not packed yet is not sent: its price is given as well.
        ended = [*lines, *goes_along(order, lines, now=deed.now)]
        given = sum((line.price for line in ended), ZERO)
        ledger.book_return(order, ended, now=deed.now)
        end_lines(order, ended, LineState.RETURNED, now=deed.now)
        void_tickets_of(ended, deed.now)
        position = 1 + max(order.lines.values_list("position", flat=True))
        gift = OrderLine.objects.create(
            order=order,
            position=position,
            kind=DONATION,
            description_en="Gift to the house",
            description_zh_hans="对剧院的捐赠",
            list_price=given,
            price=given,
        )
        ledger.book_sale(order, [gift], now=deed.now)
        return given


_choices: Final[dict[str, Choice]] = {}


def register(choice: Choice) -> None:
    """Offer one more way for buyers to go on."""
    _choices[choice.code] = choice


def choice_of(code: str) -> Choice:
    """Raises KeyError for one that nobody offers."""
    return _choices[code]


def choices_for(kind: str) -> list[Choice]:
    """In the order in which they were registered."""
    return [one for one in _choices.values() if kind in one.kinds]


def offered_to(
    order: Order, lines: Sequence[OrderLine], codes: Collection[str]
) -> list[Choice]:
    """What of these choices the tickets of an order can have."""
    return [one for one in map(choice_of, codes) if one.is_for(order, lines)]


def choice_or_refund(order: Order, lines: Sequence[OrderLine], code: str) -> Choice:
    """The choice, or the money back where these tickets can't have it."""
    choice = choice_of(code)
    return choice if choice.is_for(order, lines) else choice_of(FullRefund.code)


register(FullRefund())
register(AsCredit())
register(Keep())
register(Donate())
