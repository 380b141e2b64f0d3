"""Giving single tickets of a paid order back."""

from collections.abc import Collection, Sequence
from datetime import datetime
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop as _noop

from ground.crash import crash_point
from ground.money import ZERO, money, rounded
from members.mailboxes import mailbox
from ticketing.offers.taxes import tax_in
from ticketing.orders import services as orders
from ticketing.orders.models import LineState, Order, OrderEventKind, OrderLine
from ticketing.orders.phases import Phase
from ticketing.payments import ledger
from ticketing.payments.refunds import give_amounts_back
from ticketing.returns.errors import (
    AmountChanged,
    NothingChosen,
    NotTakenBack,
    RightUsed,
    TicketsGone,
    WholeOrderOnly,
)
from ticketing.returns.fee_lines import RETURN_FEE
from ticketing.returns.models import UsedRight
from ticketing.returns.quoting import (
    Part,
    Returnable,
    ReturnQuote,
    goes_along,
    leaves_part,
    live_tickets,
    quoted,
    returnables,
)
from ticketing.returns.tasks import mail_returned
from ticketing.returns.words import why_not
from ticketing.tickets.services import void_tickets_of

REASON = _noop("given back by the buyer")


@transaction.atomic
def give_tickets_back(
    order_id: int,
    line_ids: Collection[int],
    *,
    shown: Decimal,
    now: datetime,
    actor: str,
) -> ReturnQuote:
    """End these tickets of an order, and pay back what its terms leave.

    Their places are on sale again at once; what is kept stays on the order as a line
    of its own; the money follows by a task. An order of which nothing is left is taken
    back; one that keeps a fee stays paid, for that. `shown` is what the buyer was told
    would come back.

    Raises NothingChosen, TicketsGone, NotTakenBack, WholeOrderOnly, RightUsed,
    AmountChanged, or TooMuchBack where less than that is here. Nothing is changed
    then.
    """
    order = orders.lock_order(order_id)
    offered = returnables(order, live_tickets(order), now=now)
    chosen = _chosen(offered, line_ids)
    along = goes_along(order, [one.line for one in chosen], now=now)
    quote = quoted(chosen, order.currency, along)
    if quote.back < shown:
        raise AmountChanged(amount=money(quote.back, order.currency))
    _use_rights(order, chosen, now)
    end_tickets(order, quote, reason=REASON, now=now, actor=actor)
    _tell(order, quote)
    return quote


@transaction.atomic
def take_tickets_back(
    order_id: int,
    line_ids: Collection[int],
    *,
    fee: Decimal,
    reason: str,
    now: datetime,
    actor: str,
) -> ReturnQuote:
    """The same by the desk, which says what is kept of each ticket, and why.

    The order's terms do not bind it, and use up no right of the buyer. Raises
    NothingChosen, TicketsGone, or TooMuchBack.
    """
    order = orders.lock_order(order_id)
    lines = live_tickets(order) if order.has_tickets else []
    chosen = [line for line in lines if line.pk in line_ids]
    if not line_ids:
        raise NothingChosen
    if len(chosen) < len(set(line_ids)):
        raise TicketsGone
    fee = rounded(fee, order.currency)
    parts = tuple(Part(line, min(fee, line.price)) for line in chosen)
    quote = ReturnQuote(parts, goes_along(order, chosen, now=now))
    end_tickets(order, quote, reason=reason, now=now, actor=actor)
    _tell(order, quote)
    return quote


def _chosen(
    offered: Sequence[Returnable], line_ids: Collection[int]
) -> list[Returnable]:
    if not line_ids:
        raise NothingChosen
    chosen = [one for one in offered if one.line.pk in line_ids]
    if len(chosen) < len(set(line_ids)):
        raise TicketsGone
    for one in chosen:
        if not one.can_be_given:
            raise NotTakenBack(why=why_not(one))
    if leaves_part(offered, chosen):
        raise WholeOrderOnly
    return chosen


def _use_rights(order: Order, chosen: Collection[Returnable], now: datetime) -> None:
    """Write down that a right that is one is used; the database keeps it one."""
    buyer = str(order.account_id or mailbox(order.buyer_email))
    rights = {
        (one.ladder.key, one.line.performance.show_id)
        for one in chosen
        if one.ladder and one.ladder.once and one.line.performance
    }
    for ladder, show in sorted(rights):
        right = UsedRight(ladder=ladder, show_id=show, buyer=buyer, order=order, at=now)
        try:
            with transaction.atomic():
                right.save(force_insert=True)
        except IntegrityError:
            raise RightUsed from None


def _tell(order: Order, quote: ReturnQuote) -> None:
    lines = [*(part.line for part in quote.parts), *quote.along]
    mail_returned.enqueue(order.pk, sorted(line.pk for line in lines))


def end_tickets(
    order: Order, quote: ReturnQuote, *, reason: str, now: datetime, actor: str
) -> None:
    """End what was quoted and plan its money back; under the order's lock.

    Writes to nobody. Raises TooMuchBack.
    """
    parts = [*quote.parts, *(Part(line, ZERO) for line in quote.along)]
    lines = [part.line for part in parts]
    ledger.book_return(order, lines, now=now)
    orders.end_lines(order, lines, LineState.RETURNED, now=now)
    void_tickets_of(lines, now)
    _write_fees(order, [part for part in parts if part.fee], now=now)
    back = [(part.line, part.back) for part in parts if part.back]
    give_amounts_back(order, back, reason=reason, now=now)
    crash_point("tickets-given-back")
    if not order.lines.live().exists():
        orders.advance(order, Phase.REFUNDED, now=now, actor=actor)
    orders.record(order, OrderEventKind.NOTE, now=now, actor=actor, after=reason[:300])


def _fee(order: Order, part: Part, position: int) -> OrderLine:
    """The tax that was in what is kept stays owed."""
    rate = part.line.tax_rate
    tax = tax_in(part.fee, rate, order.currency)
    return OrderLine(
        order=order,
        position=position,
        kind=RETURN_FEE,
        parent=part.line,
        description_en=f"Fee for giving back: {part.line.description_en}",
        description_zh_hans=f"退票手续费：{part.line.description_zh_hans}",
        list_price=part.fee,
        price=part.fee,
        fee=part.fee - tax,
        tax_rate=rate,
        tax=tax,
        supplier_id=part.line.supplier_id,
    )


def _write_fees(order: Order, parts: Sequence[Part], *, now: datetime) -> None:
    """What is kept is a line of the order like all that is bought."""
    if not parts:
        return
    first = 1 + max(order.lines.values_list("position", flat=True))
    fees = [_fee(order, part, first + number) for number, part in enumerate(parts)]
    OrderLine.objects.bulk_create(fees)
    ledger.book_sale(order, fees, now=now)
