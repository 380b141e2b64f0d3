"""A house as it should be is clean; each thing planted in it is named."""

import json
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django_tasks_db.models import DBTaskResult

from ground.tasks import rows
from reports.checking import check_invariants
from reports.invariants import load
from tests import ready_money
from tests.factories import NOON, offered_performance
from tests.ground import work
from ticketing.delivery.models import Method
from ticketing.orders.models import Order, OrderEvent, OrderEventKind, OrderLine
from ticketing.orders.services import cancel_unpaid, expire
from ticketing.payments import gateways
from ticketing.payments.models import (
    Entry,
    LedgerAccount,
    Movement,
    MovementKind,
    Payment,
    Refund,
)
from ticketing.payments.services import return_order
from ticketing.stock.models import Hold, Place
from ticketing.tickets.models import Ticket

pytestmark = pytest.mark.django_db
SOON = NOON + timedelta(minutes=1)


@pytest.fixture
def performance(house, monkeypatch):
    monkeypatch.setitem(gateways._gateways, ready_money.CODE, ready_money.ReadyMoney())
    Method.objects.get_or_create(code="e-ticket", defaults={"name_en": "E-ticket"})
    return offered_performance(seats=20, standing=10)


@pytest.fixture
def places(performance):
    return list(performance.places.order_by("pk").values_list("pk", flat=True))


@pytest.fixture
def paid(performance, places):
    return ready_money.bought(performance, places[:2])


@pytest.fixture
def waiting(performance, places):
    return ready_money.ordered(performance, places[2:4])


def _named(now=SOON):
    return {o["invariant"] for o in check_invariants(now=now).offenders}


def _sql(statement, *values):
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def _without_check(table, name):
    if connection.vendor == "sqlite":
        _sql("PRAGMA ignore_check_constraints = ON")
    else:
        _sql("SET CONSTRAINTS ALL IMMEDIATE")
        _sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")


@pytest.fixture(autouse=True)
def _checks_again():
    yield
    if connection.vendor == "sqlite":
        _sql("PRAGMA ignore_check_constraints = OFF")


def test_a_house_in_all_its_states_is_clean(performance, places, paid, waiting):
    returned = ready_money.bought(performance, places[4:6])
    return_order(returned.pk, now=SOON, actor="desk", reason="ill")
    cancelled = ready_money.ordered(performance, places[6:7])
    cancel_unpaid(cancelled.pk, now=SOON, actor="desk", reason="asked")
    lapsed = ready_money.ordered(performance, places[7:8])
    assert expire(lapsed.pk, now=NOON + timedelta(hours=1))

    findings = check_invariants(now=SOON)

    assert findings.offenders == []
    assert set(findings.counts) == {known.name for known in load()}


def test_a_missing_place_is_named(performance, places):
    Place.objects.filter(pk=places[-1]).delete()

    assert _named() == {"places_add_up_to_the_capacity"}


def test_a_place_in_an_unknown_state_is_named(places):
    Place.objects.filter(pk=places[0]).update(state="gone")

    assert _named() == {"places_add_up_to_the_capacity"}


def test_a_place_in_two_live_lines_is_named(paid, waiting):
    _sql("DROP INDEX orders_a_place_is_in_one_live_line")
    taken = paid.lines.first().place_id
    waiting.lines.filter(position=1).update(place=taken)

    assert "place_in_one_live_line" in _named()


def test_a_paid_place_that_is_not_sold_is_named(paid):
    Place.objects.filter(pk=paid.lines.first().place_id).update(state="free")

    assert _named() == {"place_is_as_its_line"}


def test_a_sold_place_without_an_order_is_named(places):
    Place.objects.filter(pk=places[0]).update(state="sold")

    assert _named() == {"taken_place_has_a_line"}


def test_a_live_line_of_an_expired_order_is_named(waiting):
    Order.objects.filter(pk=waiting.pk).update(phase="expired")

    assert "ended_order_has_no_live_line" in _named()


def test_a_held_place_without_a_hold_is_named(places):
    _without_check("stock_place", "stock_held_means_a_hold_and_an_end")
    Place.objects.filter(pk=places[0]).update(state="held")

    assert _named() == {"held_means_a_live_hold"}


def test_a_held_place_of_an_ended_hold_is_named(performance, places):
    hold = Hold.objects.create(
        cart_key="x",
        performance=performance,
        created_at=NOON,
        expires_at=SOON,
        ended_at=SOON,
    )
    Place.objects.filter(pk=places[0]).update(state="held", hold=hold, held_until=SOON)

    assert _named() == {"held_means_a_live_hold"}


def test_a_hold_without_end_is_named(performance):
    Hold.objects.create(
        cart_key="x", performance=performance, created_at=NOON, expires_at=NOON
    )

    assert _named(NOON + timedelta(hours=1)) == {"lapsed_hold_has_ended"}


def test_a_paid_line_without_a_ticket_is_named(paid):
    Ticket.objects.filter(line__order=paid).update(voided_at=SOON)

    assert _named() == {"paid_line_has_one_ticket"}


def test_a_second_ticket_of_a_line_is_named(paid):
    _sql("DROP INDEX tickets_a_line_has_one_valid_ticket")
    line = paid.lines.first()
    Ticket.objects.create(line=line, serial="SECOND", issued_at=NOON)

    assert _named() == {"paid_line_has_one_ticket"}


def test_a_ticket_without_a_paid_order_is_named(waiting):
    Ticket.objects.create(line=waiting.lines.first(), serial="UNPAID", issued_at=NOON)

    assert _named() == {"valid_ticket_has_a_paid_line"}


def test_a_phase_that_was_skipped_is_named(paid):
    OrderEvent.objects.create(
        order=paid, kind=OrderEventKind.PHASE, before="paid", after="closed", at=SOON
    )

    assert _named() == {"phases_follow_the_flow"}


def test_a_phase_set_by_hand_is_named(paid):
    Order.objects.filter(pk=paid.pk).update(phase="fulfilled")

    assert _named() == {"phases_follow_the_flow"}


def test_an_order_without_a_history_is_named(performance):
    Order.objects.create(
        number="X", secret="x", language="en", currency="CNY", phase="cancelled"
    )

    assert _named() == {"phase_has_a_history"}


def test_a_paid_order_without_its_money_is_named(paid):
    Payment.objects.filter(order=paid).update(state="failed", captured_at=None)

    assert "paid_means_covered" in _named()


def test_money_of_an_order_that_still_waits_is_named(waiting):
    Payment.objects.filter(order=waiting).update(state="captured", captured_at=SOON)

    assert "paid_means_covered" in _named()


def test_an_ended_order_that_keeps_money_is_named(paid):
    return_order(paid.pk, now=SOON, actor="desk", reason="ill")
    refund = Refund.objects.get()
    refund.refund_lines.all().delete()
    refund.delete()

    assert _named() == {"paid_means_covered"}


def test_a_refund_beyond_its_payment_is_named(paid):
    payment = paid.payments.get()
    Refund.objects.create(
        order=paid,
        payment=payment,
        amount=payment.amount + 1,
        key="too-much",
        started_at=SOON,
    )

    assert "refunds_are_within_their_payment" in _named()


def test_a_movement_that_does_not_balance_is_named(paid):
    movement = Movement.objects.create(
        key="odd", kind=MovementKind.CAPTURE, reason="by hand", at=SOON
    )
    Entry.objects.create(
        movement=movement,
        ledger_account=LedgerAccount.MONEY,
        currency="CNY",
        amount=Decimal("0.01"),
    )

    assert _named() == {"movement_sums_to_zero"}


def test_a_booking_that_no_row_explains_is_named(paid):
    movement = Movement.objects.create(
        key="odd", kind=MovementKind.CAPTURE, order=paid, at=SOON
    )
    for account, amount in (("money", 5), ("receivable", -5)):
        Entry.objects.create(
            movement=movement, ledger_account=account, currency="CNY", amount=amount
        )

    assert _named() == {"ledger_has_the_money", "ledger_has_what_is_open"}


def test_a_task_of_a_dead_worker_is_named():
    work.say.enqueue("word")
    rows.claim_next("dead", [], now=NOON + timedelta(days=9999))

    assert _named() == {"running_task_has_a_worker"}


def test_an_order_that_waits_for_ever_is_named(waiting):
    named = _named(NOON + timedelta(days=1))

    assert named == {"unpaid_order_is_in_time"}


def test_an_open_payment_that_nobody_waits_for_is_named(waiting):
    expire(waiting.pk, now=NOON + timedelta(hours=1))

    assert _named(NOON + timedelta(days=1)) == {"open_payment_has_a_waiting_order"}


def test_the_command_writes_json_and_exits_with_1(paid):
    Order.objects.filter(pk=paid.pk).update(phase="fulfilled")
    said = StringIO()

    with pytest.raises(SystemExit) as ended:
        call_command("check_invariants", stdout=said)

    answer = json.loads(said.getvalue())
    assert ended.value.code == 1
    assert answer["clean"] is False
    assert answer["offenders"][0]["number"] == paid.number


def test_the_command_says_that_a_house_is_clean(paid):
    said = StringIO()

    call_command("check_invariants", stdout=said)

    assert json.loads(said.getvalue())["clean"] is True


def test_an_unknown_invariant_is_refused():
    with pytest.raises(CommandError):
        call_command("check_invariants", "--only", "nonsense")


def test_checking_changes_nothing(paid, django_assert_max_num_queries):
    tasks = DBTaskResult.objects.count()
    lines = OrderLine.objects.count()

    with django_assert_max_num_queries(80) as asked:
        check_invariants(now=SOON)

    assert (DBTaskResult.objects.count(), OrderLine.objects.count()) == (tasks, lines)
    reading = ("SELECT", "DECLARE")
    assert all(q["sql"].startswith(reading) for q in asked.captured_queries)
