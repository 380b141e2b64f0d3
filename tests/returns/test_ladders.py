"""What giving back costs on each ladder, to the second and to the cent."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.returns import ladders
from ticketing.returns.ladders import Ladder, Mark, Marks, Step, fees_of, rung_at, rungs

STARTS = datetime(2030, 6, 30, 11, 30, tzinfo=UTC)
MARKS = Marks(
    starts=STARTS,
    paid=STARTS - timedelta(days=40),
    on_sale=STARTS - timedelta(days=41),
    sale_ends=STARTS - timedelta(hours=2),
)
SECOND = timedelta(seconds=1)


def fee(ladder, before, price="380"):
    """The fee so long before the performance; None where it is too late."""
    rung = rung_at(ladder, MARKS, STARTS - before)
    if rung is None:
        return None
    return fees_of(ladder, [rung.step], [Decimal(price)], "CNY")[0]


def days(number):
    return timedelta(days=number)


@pytest.mark.parametrize(
    ("ladder", "before", "expected"),
    [
        (ladders.FREE_AT_FIRST, days(40) + SECOND, "0"),
        (ladders.FREE_AT_FIRST, days(40), "114"),
        (ladders.FREE_AT_FIRST, days(6) + SECOND, "114"),
        (ladders.FREE_AT_FIRST, days(6), None),
        (ladders.BANK_AND_TWENTY, days(38) + SECOND, "2.28"),
        (ladders.BANK_AND_TWENTY, days(38), "78.28"),
        (ladders.BANK_AND_TWENTY, days(2) + timedelta(hours=2), None),
        (ladders.TWENTY_FORTY, days(38) + SECOND, "0"),
        (ladders.TWENTY_FORTY, days(38), "76"),
        (ladders.TWENTY_FORTY, days(7), "152"),
        (ladders.TWENTY_FORTY, days(1), None),
        (ladders.WHOLE_AND_ONCE, days(20), "38"),
        (ladders.WHOLE_AND_ONCE, days(15), "76"),
        (ladders.WHOLE_AND_ONCE, days(7), "114"),
        (ladders.WHOLE_AND_ONCE, days(2), None),
        (ladders.NEVER_FREE, days(39), "57"),
        (ladders.NEVER_FREE, days(3), None),
    ],
)
def test_the_five_ladders_ask_what_they_say(ladder, before, expected):
    assert fee(ladder, before) == (None if expected is None else Decimal(expected))


def test_a_step_that_is_over_before_the_one_in_front_is_never_reached():
    late = Marks(starts=STARTS, paid=STARTS - days(3))
    steps = [rung.step.percent for rung in rungs(ladders.TWENTY_FORTY, late)]
    # Two days after the payment it is one day before: neither 20 nor 40 % is reached.
    assert steps == [Decimal(0)]


def test_nothing_is_taken_back_once_it_has_begun():
    ladder = Ladder(1, (Step(Mark.PAID, 10_000),))
    assert rung_at(ladder, MARKS, STARTS - SECOND) is not None
    assert rung_at(ladder, MARKS, STARTS) is None


def test_what_is_counted_from_an_unknown_moment_does_not_hold():
    unpaid = Marks(starts=STARTS)
    assert rungs(ladders.TWENTY_FORTY, unpaid)[0].step.percent == Decimal(20)


def test_a_sum_for_the_whole_order_is_asked_once():
    ladder = Ladder(1, (Step(Mark.STARTS, 24, fixed=Decimal(50)),), per_order=True)
    prices = [Decimal(30), Decimal(100), Decimal(100)]
    assert fees_of(ladder, ladder.steps * 3, prices, "CNY") == [30, 20, 0]


def test_a_sum_for_each_ticket_is_at_most_its_price():
    ladder = Ladder(1, (Step(Mark.STARTS, 24, fixed=Decimal(50)),))
    prices = [Decimal(30), Decimal(100)]
    assert fees_of(ladder, ladder.steps * 2, prices, "CNY") == [30, 50]


def test_terms_are_the_same_after_they_were_kept():
    for ladder in ladders.ALL:
        assert Ladder.from_json(ladder.as_json()) == ladder


PRICES = st.decimals(min_value=0, max_value=10_000, places=2)


@given(
    st.lists(PRICES, min_size=1, max_size=8),
    st.decimals(min_value=0, max_value=100, places=2),
    st.decimals(min_value=0, max_value=500, places=2),
    st.booleans(),
    st.sampled_from(["CNY", "JPY", "KWD"]),
)
def test_a_fee_is_never_more_than_the_price(
    prices, percent, fixed, per_order, currency
):
    ladder = Ladder(1, (Step(Mark.STARTS, 1, percent, fixed),), per_order=per_order)
    fees = fees_of(ladder, ladder.steps * len(prices), prices, currency)
    assert all(0 <= fee <= price for fee, price in zip(fees, prices, strict=True))


@given(st.lists(PRICES, min_size=1, max_size=8), st.randoms())
def test_the_sum_kept_of_an_order_does_not_hang_on_the_order_of_its_lines(
    prices, random
):
    ladder = Ladder(
        1, (Step(Mark.STARTS, 1, Decimal(10), Decimal(40)),), per_order=True
    )
    shuffled = random.sample(prices, len(prices))
    steps = ladder.steps * len(prices)
    assert sum(fees_of(ladder, steps, prices, "CNY")) == sum(
        fees_of(ladder, steps, shuffled, "CNY")
    )
