"""A performance that is called off: one job over all its orders.

It goes in pieces, each a task; every order is a transaction of its own whose row says
that it is done. Whoever dies or is stopped goes on where it was, and twice is once.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import IntegrityError, transaction
from django.db.models import Q

from ground.crash import crash_point
from ground.errors import Refusal
from ground.money import ZERO
from ground.names import ENGLISH
from ticketing.orders import services as orders
from ticketing.orders.models import Order, OrderLine
from ticketing.orders.phases import UNPAID, WITH_TICKETS, IllegalPhase
from ticketing.orders.place_lines import PLACE
from ticketing.payments.errors import GatewayDown
from ticketing.payments.services import cancel_order
from ticketing.returns.choices import (
    Choice,
    Deed,
    choice_of,
    choice_or_refund,
    choices_for,
    offered_to,
)
from ticketing.returns.errors import (
    CalledOffAlready,
    CallOffRests,
    ChoiceMade,
    NoSuchChoice,
)
from ticketing.returns.late_money import end_what_waits
from ticketing.returns.models import (
    AskedOrder,
    AskedState,
    CallOff,
    CallOffKind,
    CallOffState,
)
from ticketing.shows.errors import AlreadyCancelled
from ticketing.shows.services import cancel_performance

# So many orders are a piece; more urgent work comes before the next.
PIECE: Final = 50


@dataclass(frozen=True, slots=True)
class Plan:
    """What happens, what buyers may choose until when, and what else is done.

    The reason is in English, in Chinese, or in both.
    """

    kind: str
    reason: str
    choices: Sequence[str]
    default: str
    choose_by: datetime | None = None
    reason_zh_hans: str = ""


@transaction.atomic
def call_off(performance_id: int, plan: Plan, *, now: datetime, actor: str) -> CallOff:
    """Begin the job; a cancelled performance is off sale from this moment.

    Raises CalledOffAlready, NoSuchChoice, or what `cancel_performance` does.
    """
    from ticketing.returns.call_off_tasks import go_on_calling_off  # noqa: PLC0415 it calls us

    known = {choice.code for choice in choices_for(plan.kind)}
    if plan.default not in plan.choices or not known.issuperset(plan.choices):
        raise NoSuchChoice
    if plan.kind == CallOffKind.CANCELLED:
        # One that was cancelled before is called off for its orders all the same.
        with suppress(AlreadyCancelled):
            cancel_performance(performance_id, now=now)
    end_what_waits(performance_id)
    try:
        with transaction.atomic():
            made = CallOff.objects.create(
                performance_id=performance_id,
                kind=plan.kind,
                reason=plan.reason,
                reason_zh_hans=plan.reason_zh_hans,
                choices=list(plan.choices),
                default=plan.default,
                choose_by=plan.choose_by,
                begun_by=actor[:200],
                begun_at=now,
            )
    except IntegrityError:
        raise CalledOffAlready from None
    go_on_calling_off.enqueue(made.pk)
    return made


def stop(call_off_id: int) -> bool:
    """Let the job rest after the order it is at; say whether it was running."""
    running = CallOff.objects.filter(pk=call_off_id, state=CallOffState.RUNNING)
    return bool(running.update(state=CallOffState.STOPPED))


@transaction.atomic
def resume(call_off_id: int) -> bool:
    """Let it go on where it was, and try again what failed; say whether it does.

    Raises CalledOffAlready where another job of the performance has begun since.
    """
    from ticketing.returns.call_off_tasks import go_on_calling_off  # noqa: PLC0415 it calls us

    failed = AskedOrder.objects.filter(call_off=call_off_id, state=AskedState.FAILED)
    rests = Q(state=CallOffState.STOPPED)
    if failed.exists():
        rests |= Q(state=CallOffState.DONE)
    try:
        with transaction.atomic():
            resting = CallOff.objects.filter(rests, pk=call_off_id)
            if not resting.update(state=CallOffState.RUNNING):
                return False
    except IntegrityError:
        raise CalledOffAlready from None
    failed.update(state=AskedState.ASKED, failure="")
    go_on_calling_off.enqueue(call_off_id)
    return True


def go_on(call_off_id: int, *, now: datetime) -> bool:
    """One piece of the job; say whether more of it can be done at once."""
    job = CallOff.objects.get(pk=call_off_id)
    if not job.is_running:
        return False
    if not job.has_reached_all:
        _reach(job, now=now)
        return True
    is_open = _look_again(job, now=now)
    waiting = AskedOrder.objects.filter(call_off=job, state=AskedState.ASKED)
    if job.choose_by is not None and now < job.choose_by:
        return False
    keys = list(waiting.order_by("pk").values_list("pk", flat=True)[:PIECE])
    for key in keys:
        if not CallOff.objects.filter(pk=job.pk, state=CallOffState.RUNNING).exists():
            return False
        _by_default(key, job, now=now)
    if not keys and not is_open:
        running = CallOff.objects.filter(pk=job.pk, state=CallOffState.RUNNING)
        running.update(state=CallOffState.DONE)
    return bool(keys)


def orders_of(performance_id: int) -> Any:
    """Orders that have live places of the performance."""
    lines = OrderLine.objects.live().filter(performance=performance_id, kind=PLACE)
    return Order.objects.filter(pk__in=lines.values("order"))


def left_of(job: CallOff) -> Any:
    """Orders that the job is about and that are not written down yet."""
    known = AskedOrder.objects.filter(call_off=job)
    left = orders_of(job.performance_id).exclude(pk__in=known.values("order"))
    if job.kind == CallOffKind.POSTPONED:
        # Who orders later orders for the new date.
        left = left.filter(placed_at__lte=job.begun_at)
    return left.order_by("pk")


def _reach(job: CallOff, *, now: datetime) -> None:
    """Write the next orders down and plan their mails; unpaid ones are cancelled."""
    found = list(left_of(job).filter(pk__gt=job.reached)[:PIECE])
    _cancel_unpaid(job, found, now=now)
    order_ids = [order.pk for order in found]
    kept: dict[str, Any] = {"has_reached_all": not order_ids}
    if order_ids:
        kept["reached"] = max(order_ids)
    with transaction.atomic():
        _write_down(job, order_ids)
        CallOff.objects.filter(pk=job.pk).update(**kept)
    crash_point("call-off-reached")


def _look_again(job: CallOff, *, now: datetime) -> bool:
    """Take in what the job has passed; say whether some of it is unpaid still.

    A transfer that comes later, a gateway that was silent, an order whose transaction
    ended after one with a higher key: nobody else would look at them.
    """
    left = left_of(job)
    unpaid = left.filter(phase__in=UNPAID)
    _cancel_unpaid(job, unpaid[:PIECE], now=now)
    paid = left.filter(phase__in=WITH_TICKETS)
    _write_down(job, list(paid.values_list("pk", flat=True)[:PIECE]))
    return bool(left.filter(phase__in=UNPAID | WITH_TICKETS).exists())


def _cancel_unpaid(job: CallOff, found: Iterable[Order], *, now: datetime) -> None:
    """Of a cancelled performance; what a silent gateway holds is looked at again."""
    if job.kind != CallOffKind.CANCELLED:
        return
    for order in found:
        if order.is_unpaid:
            with suppress(IllegalPhase, GatewayDown):
                why = job.reason_in(order.language)
                cancel_order(order.pk, now=now, actor=job.begun_by, reason=why)


@transaction.atomic
def _write_down(job: CallOff, order_ids: Sequence[int]) -> None:
    from ticketing.returns.call_off_tasks import mail_called_off  # noqa: PLC0415 it calls us

    paid = Order.objects.with_tickets().filter(pk__in=order_ids).order_by("pk")
    known = AskedOrder.objects.filter(call_off=job, order__in=order_ids)
    before = set(known.values_list("order", flat=True))
    rows = [AskedOrder(call_off=job, order=o) for o in paid if o.pk not in before]
    AskedOrder.objects.bulk_create(rows, ignore_conflicts=True)
    for row in rows:
        mail_called_off.enqueue(job.pk, row.order_id)


def _by_default(asked_id: int, job: CallOff, *, now: datetime) -> None:
    """What is refused, such as by the money, waits for the desk; others go on."""
    deed = Deed(job.reason_in(ENGLISH), job.begun_by, now)
    try:
        _carry_out(asked_id, job.default, deed, by_buyer=False)
    except ChoiceMade:
        return
    except Refusal as refusal:
        AskedOrder.objects.filter(pk=asked_id, state=AskedState.ASKED).update(
            state=AskedState.FAILED, failure=str(refusal)[:300]
        )


def lines_of(order: Order, performance_id: int) -> list[OrderLine]:
    """The live tickets of an order for a performance."""
    lines = order.lines.live().filter(performance=performance_id, kind=PLACE)
    return list(lines.select_related("performance").order_by("position"))


def ways_for(order: Order, job: CallOff) -> tuple[list[Choice], Choice]:
    """What the buyer of an order can choose, and what happens without a choice."""
    lines = lines_of(order, job.performance_id)
    default = choice_or_refund(order, lines, job.default)
    return offered_to(order, lines, job.choices), default


def choose(asked: AskedOrder, code: str, *, now: datetime, actor: str) -> AskedOrder:
    """The buyer's own choice, done at once.

    Raises NoSuchChoice, ChoiceMade, or CallOffRests where the house has stopped it.
    """
    job = CallOff.objects.get(pk=asked.call_off_id)
    if code not in job.choices:
        raise NoSuchChoice
    if job.choose_by is None or now >= job.choose_by:
        raise ChoiceMade
    return _carry_out(
        asked.pk, code, Deed(job.reason_in(ENGLISH), actor, now), by_buyer=True
    )


def _must_go_on(asked_id: int) -> None:
    stopped = Q(call_off__state=CallOffState.STOPPED)
    if AskedOrder.objects.filter(stopped, pk=asked_id).exists():
        raise CallOffRests


@transaction.atomic
def _carry_out(asked_id: int, code: str, deed: Deed, *, by_buyer: bool) -> AskedOrder:
    order_id, performance_id = AskedOrder.objects.values_list(
        "order", "call_off__performance"
    ).get(pk=asked_id)
    order = orders.lock_order(order_id)
    if by_buyer:
        _must_go_on(asked_id)
    rows = AskedOrder.objects.filter(~Q(state=AskedState.DONE), pk=asked_id)
    asked = rows.select_for_update(no_key=True, of=("self",)).first()
    if asked is None:
        raise ChoiceMade
    lines = lines_of(order, performance_id)
    choice, amount = choice_of(code), ZERO
    if lines and order.has_tickets:
        choice = choice_or_refund(order, lines, code)
        if by_buyer and choice.code != code:
            raise NoSuchChoice
        amount = choice.carry_out(order, lines, deed)
    asked.state, asked.choice, asked.by_buyer = AskedState.DONE, choice.code, by_buyer
    asked.amount, asked.tickets, asked.done_at = amount, len(lines), deed.now
    asked.failure = ""
    asked.save()
    crash_point("call-off-carried-out")
    return asked
