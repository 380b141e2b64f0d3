"""A day that is closed stays as it was; what comes later is of the open day."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from reports.checking import check_invariants
from reports.invariants.closings import closings_follow_one_another
from tests.factories import NOON
from tests.payments.orders import started
from ticketing.payments import ledger, services
from ticketing.payments.closing import close_days, first_open_day, recount
from ticketing.payments.errors import DayNotOver, NothingToClose
from ticketing.payments.models import Closing, Entry, Movement, MovementKind
from ticketing.shows.models import Performance

pytestmark = pytest.mark.django_db
# NOON is 12:00 in the house's zone.
TODAY = date(2026, 11, 22)
MIDNIGHT = NOON + timedelta(hours=12)
TOMORROW = NOON + timedelta(days=1)


def _paid(now=NOON, price="100"):
    payment = started("counter", price=price, now=now)
    services.receive_payment(payment.pk, actor="desk", now=now)
    return payment


def _close(day=TODAY, now=TOMORROW):
    return close_days(day, now=now, actor="Mei")


def _booked(key, at, amount=1):
    sides = (("money", amount), ("receivable", -amount))
    entries = [
        Entry(ledger_account=name, currency="CNY", amount=Decimal(n))
        for name, n in sides
    ]
    kind = MovementKind.CAPTURE
    ledger.post(Movement(key=key, kind=kind, reason="by hand", at=at), entries)
    return Movement.objects.get(key=key)


@pytest.fixture
def paid(house):
    return _paid()


def test_a_closing_has_the_sums_and_counts_of_its_days(paid):
    closing = _close()

    assert (closing.first_on, closing.last_on) == (TODAY, TODAY)
    assert (closing.starts_at, closing.ends_at) == (
        MIDNIGHT - timedelta(days=1),
        MIDNIGHT,
    )
    assert closing.sums == {
        "CNY": {
            "deferred_income": ["0", "100"],
            "money": ["100", "0"],
            "receivable": ["100", "100"],
        }
    }
    assert (closing.movements, closing.entries, closing.closed_by) == (2, 4, "Mei")


def test_what_is_dated_into_a_closed_day_is_of_the_open_one(paid):
    _close()

    late = _booked("late", MIDNIGHT - timedelta(microseconds=1))
    on_time = _booked("on-time", TOMORROW)

    assert (late.at, on_time.at) == (MIDNIGHT, TOMORROW)
    assert check_invariants(now=TOMORROW).offenders == []


def test_money_that_comes_after_the_close_is_of_the_open_day(house):
    payment = started("counter", price="100")
    _booked("first", NOON)
    _close()

    services.receive_payment(payment.pk, actor="desk", now=NOON)

    movements = Movement.objects.filter(order=payment.order)
    assert {movement.at for movement in movements} == {MIDNIGHT}
    assert check_invariants(now=TOMORROW).offenders == []


def test_a_closing_goes_on_where_the_last_one_ended(paid):
    first = _close()
    later = TODAY + timedelta(days=3)

    second = _close(later, now=NOON + timedelta(days=4))

    assert second.starts_at == first.ends_at
    assert (second.first_on, second.last_on) == (TODAY + timedelta(days=1), later)
    assert second.digest != first.digest
    assert second.entries == 0


def test_a_day_that_is_not_over_is_not_closed(paid):
    with pytest.raises(DayNotOver):
        _close(now=MIDNIGHT - timedelta(seconds=1))

    assert _close(now=MIDNIGHT).last_on == TODAY


def test_a_closed_day_is_not_closed_again(paid):
    _close()

    with pytest.raises(NothingToClose):
        _close()


def test_where_nothing_was_booked_nothing_is_closed(house):
    assert first_open_day(house.zone) is None
    with pytest.raises(NothingToClose):
        _close()


def test_what_has_played_is_earned_before_its_day_is_closed(paid):
    Performance.objects.update(starts_at=NOON, ends_at=MIDNIGHT - timedelta(hours=1))

    closing = _close()

    assert closing.sums["CNY"]["income"] == ["0", "100"]
    earned = Movement.objects.get(kind=MovementKind.EARNED)
    assert earned.at == MIDNIGHT - timedelta(hours=1)


def test_a_day_is_the_houses_own_when_it_is_closed(paid, house):
    first = _close()
    house.time_zone = "Europe/Berlin"
    house.save()

    second = _close(TODAY + timedelta(days=1), now=NOON + timedelta(days=3))

    berlin = datetime(2026, 11, 24, tzinfo=house.zone)
    assert (second.starts_at, second.ends_at) == (first.ends_at, berlin)


def _refused(statement, *values, match):
    with (
        pytest.raises(DatabaseError, match=match),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    "change",
    ["UPDATE payments_closing SET entries = 0", "DELETE FROM payments_closing"],
    ids=["update", "delete"],
)
def test_the_database_refuses_to_change_a_closing(paid, change):
    _close()

    _refused(change, match="append-only")


def test_the_database_refuses_another_entry_in_a_closed_day(paid):
    _close()
    movement = Movement.objects.earliest("pk")

    with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
        Entry.objects.create(
            movement=movement, ledger_account="money", currency="CNY", amount=1
        )


def test_the_database_lets_no_other_writer_date_into_a_closed_day(paid):
    _close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ledger, "openly", lambda at: at)
        if connection.vendor == "postgresql":
            # There the database itself finds the day.
            assert _booked("odd", NOON).at == MIDNIGHT
        else:
            with pytest.raises(DatabaseError, match="closed"), transaction.atomic():
                _booked("odd", NOON)


def _changed_behind(sql):
    """What somebody could do who may drop the triggers."""
    on = " ON payments_entry" if connection.vendor == "postgresql" else ""
    name = "rows" if connection.vendor == "postgresql" else "update"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"DROP TRIGGER payments_entry_{name}{on}")
        cursor.execute(sql)


def test_a_closed_day_that_was_changed_is_named(paid):
    closing = _close()
    assert recount(closing).is_as(closing)

    _changed_behind("UPDATE payments_entry SET amount = amount * 2")

    named = {o["invariant"] for o in check_invariants(now=TOMORROW).offenders}
    assert "closed_days_are_as_they_were" in named
    assert not recount(closing).is_as(closing)


def test_days_between_two_closings_are_named(paid):
    first = _close()
    Closing.objects.create(
        first_on=TODAY + timedelta(days=2),
        last_on=TODAY + timedelta(days=2),
        starts_at=first.ends_at + timedelta(days=1),
        ends_at=first.ends_at + timedelta(days=2),
        sums={},
        movements=0,
        entries=0,
        digest="",
        closed_at=TOMORROW,
        closed_by="Mei",
    )

    (offender,) = closings_follow_one_another(TOMORROW)

    assert offender["before"] == str(first)
