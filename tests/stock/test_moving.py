"""A performance goes to another version with all that was sold, or not at all."""

from dataclasses import replace
from decimal import Decimal

import pytest

from reports.checking import check_invariants
from tests.factories import NOON, PerformanceFactory, offered_performance
from ticketing.stock.control import set_cap
from ticketing.stock.holds import end_lapsed_holds, hold_places
from ticketing.stock.models import Place, PlaceState
from ticketing.stock.moving import (
    AnotherHall,
    PlacesInTheWay,
    move_performance,
    plan_move,
)
from ticketing.stock.painting import Painted
from ticketing.stock.pricing import TierPlan, paint
from ticketing.stock.repainting import offer_painted
from ticketing.venues.editor import Saving, drawing_of, save_drawing
from ticketing.venues.models import PlanVersion

pytestmark = pytest.mark.django_db


def changed(performance, change=lambda seats: seats, standing=None):
    """A newer version of the performance's plan, its seats changed."""
    version = performance.plan_version
    drawing = drawing_of(version)
    sections = tuple(
        replace(section, seats=tuple(change(list(section.seats))))
        if section.seats
        else replace(section, standing=standing or section.standing)
        for section in drawing.sections
    )
    saving = Saving(replace(drawing, sections=sections), 0, "Ada", as_new=True)
    return save_drawing(version.pk, saving, now=NOON)


def without(key):
    return lambda seats: [seat for seat in seats if seat.key != key]


def take(performance, key, state=PlaceState.SOLD):
    Place.objects.filter(performance=performance, seat__key=key).update(state=state)


def places(performance):
    rows = Place.objects.filter(performance=performance).order_by("seat__key", "number")
    return list(rows.values_list("pk", "seat__key", "state", "tier_id"))


def test_places_follow_their_seats_by_key():
    performance = offered_performance(seats=4)
    take(performance, "stalls-1")
    before = places(performance)
    newer = changed(performance, lambda seats: seats[::-1])

    move_performance(performance.pk, newer.pk, now=NOON)

    performance.refresh_from_db()
    newer.refresh_from_db()
    assert (performance.plan_version, newer.used_at) == (newer, NOON)
    assert places(performance) == before
    sections = Place.objects.values_list("section__version", "seat__version")
    assert set(sections) == {(newer.pk, newer.pk)}


@pytest.mark.parametrize("state", ["sold", "ordered"])
def test_what_somebody_has_must_be_there(state):
    performance = offered_performance(seats=4)
    take(performance, "stalls-2", state)
    newer = changed(performance, without("stalls-2"))

    (conflict,) = plan_move(performance, newer, now=NOON).conflicts
    with pytest.raises(PlacesInTheWay):
        move_performance(performance.pk, newer.pk, now=NOON)

    told = (conflict.section, conflict.row, conflict.label, conflict.state)
    assert told == ("Stalls", "A", "3", state)
    assert conflict.now_called is None
    performance.refresh_from_db()
    assert performance.plan_version != newer


def test_a_live_hold_is_in_the_way_and_a_lapsed_one_is_not():
    performance = offered_performance(seats=4)
    place = Place.objects.get(seat__key="stalls-2")
    hold_places(performance.pk, [place.pk], cart_key="ada", now=NOON, minutes=10)
    newer = changed(performance, without("stalls-2"))

    assert len(plan_move(performance, newer, now=NOON).conflicts) == 1

    later = NOON.replace(hour=NOON.hour + 1)
    move_performance(performance.pk, newer.pk, now=later)
    place.refresh_from_db()
    assert (place.state, place.hold) == ("blocked", None)


def test_what_a_lapsed_hold_still_had_of_a_cap_is_given_back():
    performance = offered_performance(seats=4)
    tier = performance.tiers.get()
    set_cap(performance, tier_ids=[tier.pk], number=4, actor="c", now=NOON)
    place = Place.objects.get(seat__key="stalls-2")
    hold_places(performance.pk, [place.pk], cart_key="ada", now=NOON, minutes=10)
    newer = changed(performance, without("stalls-2"))
    later = NOON.replace(hour=NOON.hour + 1)

    move_performance(performance.pk, newer.pk, now=later)
    end_lapsed_holds(now=later)

    assert not performance.caps.get().slots.exclude(place=None).exists()
    assert performance.stock_events.latest("pk").kind == "blocked"
    assert check_invariants(now=later).offenders == []


def test_what_is_not_offered_yet_is_offered_on_the_version_moved_to():
    performance = PerformanceFactory()
    tiers = [TierPlan("A", Decimal(100), "Tier A")]
    paint(performance, Painted(sections={"stalls": "A"}), tiers=tiers, now=NOON)
    newer = changed(performance, without("stalls-1"))

    move_performance(performance.pk, newer.pk, now=NOON)
    performance.refresh_from_db()
    offer_painted(performance, now=NOON)

    keys = set(performance.places.values_list("seat__key", flat=True))
    assert keys == set(newer.seats.values_list("key", flat=True))
    assert "stalls-1" not in keys


def test_a_ticket_keeps_its_words():
    performance = offered_performance(seats=2)
    take(performance, "stalls-0")
    newer = changed(
        performance, lambda seats: [replace(s, label=f"{s.label}A") for s in seats]
    )

    (conflict,) = plan_move(performance, newer, now=NOON).conflicts

    assert conflict.now_called == ("Stalls", "A", "1A")


def test_new_seats_cost_what_their_neighbours_do_and_lost_ones_are_blocked():
    performance = offered_performance(seats=3)

    def change(seats):
        return [*seats[:2], replace(seats[2], key="new", label="9")]

    move_performance(performance.pk, changed(performance, change).pk, now=NOON)

    tier = performance.tiers.get().pk
    assert [row[1:] for row in places(performance)] == [
        ("new", "free", tier),
        ("stalls-0", "free", tier),
        ("stalls-1", "free", tier),
        ("stalls-2", "blocked", tier),
    ]


@pytest.mark.parametrize(("room", "free", "blocked"), [(5, 5, 0), (2, 2, 1)])
def test_a_standing_section_grows_and_shrinks(room, free, blocked):
    performance = offered_performance(seats=1, standing=3)
    newer = changed(performance, standing=room)

    move_performance(performance.pk, newer.pk, now=NOON)

    crowd = Place.objects.filter(performance=performance, seat=None)
    assert crowd.filter(state="free").count() == free
    assert crowd.filter(state="blocked").count() == blocked


def test_who_stands_already_needs_room():
    performance = offered_performance(seats=1, standing=3)
    Place.objects.filter(performance=performance, seat=None).update(state="sold")
    newer = changed(performance, standing=2)

    assert len(plan_move(performance, newer, now=NOON).conflicts) == 1


def test_a_plan_of_another_hall_is_refused():
    performance = offered_performance(seats=1)
    other = offered_performance(seats=1).plan_version

    with pytest.raises(AnotherHall):
        move_performance(performance.pk, other.pk, now=NOON)

    assert PlanVersion.objects.get(performances=performance).pk != other.pk
