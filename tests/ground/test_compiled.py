"""A question that is compiled once says what Django's own query says."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.db.models import Case, QuerySet, Sum, Value, When
from django.db.transaction import TransactionManagementError
from django.test.utils import CaptureQueriesContext

from ground.compiled import compiled
from tests.factories import offered_performance
from ticketing.shows.models import Performance
from ticketing.stock.models import Hold, Place
from ticketing.stock.querysets import is_free

pytestmark = pytest.mark.django_db


NOW = datetime(2030, 4, 1, 12, tzinfo=UTC)


@compiled
def some_places(performance_id, wanted, at):
    places = Place.objects.filter(performance=performance_id, pk__in=wanted)
    return places.free(at).select_related("tier", "seat").order_by("pk")


@compiled
def locked_keys(performance_id) -> QuerySet[Place, tuple[int]]:
    return Place.objects.filter(performance=performance_id).under_lock()


@compiled
def named(performance_id, at):
    return Performance.objects.on_sale(at).filter(pk=performance_id).values("currency")


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def offered(now):
    return offered_performance(
        seats=30,
        now=now,
        starts_at=now + timedelta(days=7),
        on_sale_from=now - timedelta(days=7),
    )


def keys_of(performance, count):
    places = Place.objects.filter(performance=performance).order_by("pk")
    return list(places.values_list("pk", flat=True)[:count])


@pytest.mark.parametrize("count", [0, 1, 2, 3, 30])
def test_it_answers_as_the_plain_query_does(offered, now, count):
    wanted = keys_of(offered, count)
    plain = Place.objects.filter(performance=offered, pk__in=wanted).order_by("pk")
    for _again in range(2):
        found = some_places(offered.pk, wanted, now)
        assert found == list(plain)
        assert [place.tier.price for place in found] == [
            place.tier.price for place in plain
        ]


def test_related_rows_come_with_it(offered, now, django_assert_num_queries):
    wanted = keys_of(offered, 2)
    with django_assert_num_queries(1):
        for place in some_places(offered.pk, wanted, now):
            assert place.tier.pk
            assert place.seat.label


def test_the_values_of_one_question_do_not_stay_for_the_next(offered, now):
    first, second = keys_of(offered, 2)
    assert [p.pk for p in some_places(offered.pk, [first], now)] == [first]
    assert [p.pk for p in some_places(offered.pk, [second], now)] == [second]
    Place.objects.filter(pk=second).update(state="sold")
    assert some_places(offered.pk, [second], now) == []


def test_moments_are_compared_as_moments(offered, now):
    assert named.first(offered.pk, now) == {"currency": offered.currency}
    assert named.first(offered.pk, now - timedelta(days=400)) is None
    assert named.first(offered.pk + 1000, now) is None


def test_django_writes_no_sql_the_second_time(offered, now, monkeypatch):
    wanted = keys_of(offered, 2)
    some_places(offered.pk, wanted, now)
    compiler = type(Place.objects.all().query.get_compiler("default"))
    calls = []
    written = compiler.as_sql
    monkeypatch.setattr(
        compiler, "as_sql", lambda *a, **k: calls.append(1) or written(*a, **k)
    )
    with CaptureQueriesContext(
        connection,
    ) as asked:
        assert some_places(offered.pk, wanted, now)
    assert len(asked) == 1
    assert not calls
    assert list(Place.objects.filter(pk__in=wanted))
    assert calls


def test_a_lock_outside_of_a_transaction_is_refused(offered):
    assert len(locked_keys(offered.pk)) == 30
    connection.in_atomic_block = False
    try:
        with pytest.raises(TransactionManagementError):
            locked_keys(offered.pk)
    finally:
        connection.in_atomic_block = True


def test_none_and_names_are_refused(offered, now):
    with pytest.raises(TypeError):
        named(offered.pk, None)
    with pytest.raises(TypeError):
        named(offered.pk, at=now)


@compiled
def free_by_tier(wanted, at):
    one_if_free = Case(When(is_free(at), then=Value(1)), default=Value(0))
    places = Place.objects.filter(pk__in=wanted).order_by()
    return places.values("tier").annotate(free=Sum(one_if_free))


def test_a_value_may_stand_in_what_is_counted(offered, now):
    wanted = keys_of(offered, 20)
    Place.objects.filter(pk__in=wanted[:5]).update(state="blocked")
    hold = Hold.objects.create(
        cart_key="one", performance=offered, created_at=now, expires_at=now
    )
    held = Place.objects.filter(pk__in=wanted[5:8])
    held.update(state="held", hold=hold, held_until=now)

    for at, free in ((now, 15), (now - timedelta(seconds=1), 12)):
        (row,) = free_by_tier(wanted, at)
        assert row["free"] == free


def test_many_values_are_asked_with_few_questions(offered, now):
    described = []

    @compiled
    def these(wanted):
        described.append(len(wanted))
        return Place.objects.filter(pk__in=wanted)

    keys = keys_of(offered, 30)
    for count in range(13, 31):
        assert len(these(keys[:count])) == count
    assert described == [16, 24, 32]
