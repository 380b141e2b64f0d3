"""Best available: together, near, within a price; and what it never gives."""

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.choosing import halls
from ticketing.stock.best import Hall, best_available, pick
from ticketing.stock.errors import NotEnoughPlaces, NothingChosen
from ticketing.stock.models import PriceTier
from ticketing.venues.models import SeatFlag
from ticketing.venues.rows import Spot, arrange

pytestmark = pytest.mark.django_db


def best(performance, quantity, **wishes):
    return best_available(
        performance.pk,
        performance.plan_version_id,
        quantity=quantity,
        now=timezone.now(),
        **wishes,
    )


def test_the_middle_of_the_first_row_comes_first(house):
    found = best(halls.hall(seats=30), 2)

    assert halls.names(found.places) == "A5 A6"
    assert found.is_together


def test_it_costs_one_query(house, django_assert_num_queries):
    performance = halls.hall(seats=30)
    best(performance, 2)

    with django_assert_num_queries(1):
        best(performance, 4)


def test_a_row_is_left_for_one_where_all_sit_together(house):
    performance = halls.hall(seats=30)
    halls.sell(performance, "A4", "A7")

    assert halls.names(best(performance, 3).places) == "B4 B5 B6"


def test_no_lone_seat_is_left_where_that_can_be_avoided(house):
    performance = halls.hall(seats=30)
    halls.sell(performance, "A4", "A8")

    found = best(performance, 2)

    assert halls.names(found.places) == "B5 B6"


def test_within_a_price(house):
    performance = halls.hall(seats=30)
    cheap = PriceTier.objects.create(
        performance=performance, code="B", name_en="Cheap", price=50
    )
    back = halls.keys(performance, *(f"C{n}" for n in range(1, 11)))
    performance.places.filter(pk__in=back).update(tier=cheap)

    found = best(performance, 2, tier_ids=[cheap.pk])

    assert halls.names(found.places) == "C5 C6"


def test_pairs_where_four_are_not_together(house):
    performance = halls.hall(seats=30)
    halls.sell_all_but(performance, "A1", "A2", "A5", "A6", "C9", "C10")

    found = best(performance, 4)

    assert halls.names(found.places) == "A1 A2 A5 A6"
    assert found.sizes == "2 + 2"


def test_five_come_as_three_and_two(house):
    performance = halls.hall(seats=30)
    halls.sell_all_but(performance, "A1", "A2", "A3", "B5", "B6", "C1")

    assert best(performance, 5).sizes == "3 + 2"


def test_one_by_one_at_last(house):
    performance = halls.hall(seats=30)
    halls.sell_all_but(performance, "A1", "A3", "A5", "B7", "B8")

    assert best(performance, 4).sizes == "2 + 1 + 1"


@pytest.mark.parametrize(
    "flags", [SeatFlag.WHEELCHAIR, SeatFlag.COMPANION, SeatFlag.RESTRICTED]
)
def test_some_seats_are_never_given(house, flags):
    performance = halls.hall(seats=30)
    halls.sell_all_but(performance, "A5", "A6", "A7")
    halls.flag(performance, "A6", flags)

    with pytest.raises(NotEnoughPlaces) as refused:
        best(performance, 3)

    assert refused.value.values["left"] == 2


def test_nobody_gets_none(house):
    with pytest.raises(NothingChosen):
        best(halls.hall(seats=10), 0)


def test_a_later_attempt_looks_elsewhere_too(house):
    performance = halls.hall(seats=100)

    found = {best(performance, 2, attempt=2).places for _ in range(40)}

    assert len(found) > 3


def _spots(rows):
    spots = [
        (row, x)
        for row, seats in enumerate(rows)
        for x, there in enumerate(seats)
        if there
    ]
    return [
        Spot(key, 1, chr(65 + row), 20.0 * x, 20.0 * row, 0)
        for key, (row, x) in enumerate(spots, start=1)
    ]


ROWS = st.lists(
    st.lists(st.booleans(), min_size=2, max_size=12), min_size=1, max_size=6
)


@given(rows=ROWS, quantity=st.integers(1, 10), free=st.randoms(use_true_random=False))
def test_what_is_picked_is_free_and_as_many_as_asked_for(rows, quantity, free):
    spots = _spots(rows)
    chosen = {s.pk: s.pk for s in spots if free.random() < 0.7}
    if len(chosen) < quantity:
        return
    arranged = arrange(spots, {})

    groups = pick(Hall(arranged, chosen, set(chosen)), quantity)

    given_ = [seat for group in groups for seat in group]
    assert len(given_) == len(set(given_)) == quantity
    assert set(given_) <= set(chosen)
    for group in groups:
        assert any(_is_part(group, run) for run in arranged.runs)
    longest = max(_longest(run, chosen) for run in arranged.runs)
    assert (len(groups) == 1) == (longest >= quantity)


def _is_part(group, run):
    size = len(group)
    return any(tuple(run[i : i + size]) == group for i in range(len(run)))


def _longest(run, free):
    length = longest = 0
    for seat in run:
        length = length + 1 if seat in free else 0
        longest = max(longest, length)
    return longest
