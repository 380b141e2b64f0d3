"""A cap of N sells N places, however holds come and go."""

from datetime import timedelta

import pytest

from tests.factories import NOON
from ticketing.stock.control import remove_cap, set_cap
from ticketing.stock.errors import CapReached, NothingChosen, UnknownStock, WarnsTooLate
from ticketing.stock.holds import end_lapsed_holds, order_places, release_places
from ticketing.stock.models import Cap, CapSlot, OnReached, Place
from ticketing.stock.services import give_back_places, sell_places

pytestmark = pytest.mark.django_db
BY = {"actor": "controller", "now": NOON}
LATER = NOON + timedelta(minutes=16)


@pytest.fixture
def cap(performance, tiers):
    def act(number, which=(0,), **more):
        chosen = [tiers[i].pk for i in which]
        return set_cap(performance, tier_ids=chosen, number=number, **more, **BY)

    return act


def _is_full(tier):
    tier.refresh_from_db()
    return tier.full_at is not None


def test_a_cap_sells_its_number_and_no_more(places, tiers, hold, cap):
    cap(3)
    hold(places[:2])

    with pytest.raises(CapReached) as refusal:
        hold(places[2:4], cart="bo")

    assert "1 more" in str(refusal.value)
    assert not _is_full(tiers[0])


def test_at_the_cap_the_type_stops_by_itself(performance, places, tiers, hold, cap):
    cap(2)
    hold(places[:2])

    assert _is_full(tiers[0])
    assert not _is_full(tiers[1])
    on_sale = performance.places.sellable(NOON).values_list("tier_id", flat=True)
    assert set(on_sale) == {tiers[1].pk}
    with pytest.raises(CapReached):
        hold(places[2:3], cart="bo")


@pytest.mark.parametrize("way", ["released", "returned", "lapsed"])
def test_what_comes_back_is_on_sale_again(places, tiers, hold, cap, way):
    cap(2)
    hold(places[:2])
    if way == "released":
        release_places(places[:1], cart_key="ada", now=NOON)
    elif way == "returned":
        order_places(places[:2], cart_key="ada", now=NOON)
        sell_places(places[:2], now=NOON)
        give_back_places(places[:1], now=NOON)
    else:
        end_lapsed_holds(now=LATER)

    assert not _is_full(tiers[0])
    hold(places[2:3], cart="bo", now=LATER)


def test_a_lapsed_place_and_new_ones_count_each_of_a_cap(places, hold, cap):
    """The slot that the first has still is not free for the others."""
    cap(2)
    hold(places[1:2])

    with pytest.raises(CapReached):
        hold(places[:3], cart="bo", now=LATER)

    hold(places[:2], cart="bo", now=LATER)
    slots = CapSlot.objects.order_by("place")
    assert list(slots.values_list("place", flat=True)) == places[:2]


def test_a_lapsed_hold_claims_nothing_of_a_cap(places, hold, cap):
    cap(2)
    hold(places[:2])

    hold([places[1], places[5]], cart="bo", now=LATER)

    held = Place.objects.filter(state="held", held_until__gt=LATER)
    assert set(held.values_list("pk", flat=True)) == {places[1], places[5]}
    assert CapSlot.objects.filter(place__in=held).count() == 2


def test_one_cap_over_two_types(places, tiers, hold, cap):
    cap(3, which=(0, 1))
    hold([places[0], places[10], places[20]])

    assert _is_full(tiers[0])
    assert _is_full(tiers[1])


def test_two_caps_on_one_type_both_hold(places, tiers, hold, cap):
    cap(5)
    cap(2, which=(0, 1))
    hold([places[0], places[10]])

    with pytest.raises(CapReached):
        hold([places[1]], cart="bo")
    cap(9, which=(0, 1))
    assert not _is_full(tiers[0])
    hold([places[1]], cart="bo")


def test_a_cap_below_what_is_sold_stops_at_once_and_says_by_how_many(
    places, tiers, hold, cap
):
    hold(places[:5])
    made = cap(3)

    assert (made.taken, made.over) == (5, 2)
    assert _is_full(tiers[0])
    release_places(places[:2], cart_key="ada", now=NOON)
    with pytest.raises(CapReached):
        hold([places[6]], cart="bo")
    release_places(places[2:3], cart_key="ada", now=NOON)
    hold([places[6]], cart="bo")
    assert not Cap.objects.get().is_over


def test_raised_it_sells_on_and_the_same_cap_is_changed(places, tiers, hold, cap):
    first = cap(1).cap
    hold(places[:1])
    again = cap(4).cap

    assert again == first
    assert not _is_full(tiers[0])
    hold(places[1:4])
    assert _is_full(tiers[0])


def test_by_setting_the_controller_is_asked_and_the_sale_goes_on(
    places, tiers, hold, cap, kinds
):
    cap(1, on_reached=OnReached.ASK)
    hold(places[:1])
    hold(places[1:3], cart="bo")

    assert not _is_full(tiers[0])
    assert kinds().count("cap_full") == 1
    assert cap(1).over == 2
    assert _is_full(tiers[0])


def test_the_controller_is_warned_once_and_told_once(places, hold, cap, kinds):
    cap(3, warn_at=2)
    for place in places[:2]:
        hold([place])
    assert kinds().count("cap_near") == 1
    hold([places[2]])
    release_places(places[2:3], cart_key="ada", now=NOON)
    hold([places[3]])

    assert kinds().count("cap_near") == kinds().count("cap_full") == 1


def test_taken_away_it_leaves_nothing_behind(performance, places, tiers, hold, cap):
    made = cap(1).cap
    hold(places[:1])
    remove_cap(performance, made.pk, **BY)

    tiers[0].refresh_from_db()
    assert not tiers[0].is_capped
    assert not CapSlot.objects.exists()
    hold(places[1:4])
    with pytest.raises(UnknownStock):
        remove_cap(performance, made.pk, **BY)


def test_a_cap_has_types_and_warns_in_time(performance, cap):
    with pytest.raises(WarnsTooLate):
        cap(3, warn_at=4)
    with pytest.raises(NothingChosen):
        set_cap(performance, tier_ids=[], number=3, **BY)


def test_without_caps_a_hold_costs_what_it_did(
    places, hold, django_assert_num_queries, tiers, cap
):
    with django_assert_num_queries(6) as free:
        hold(places[:1])
    cap(5, which=(1,))
    with django_assert_num_queries(len(free.captured_queries)):
        hold(places[1:2], cart="bo")
