"""What caps, withholdings and allotments must never say is named when planted."""

from datetime import timedelta

import pytest

from reports.checking import check_invariants
from tests.factories import NOON, UserFactory
from tests.reports.test_invariants import _checks_again, _without_check  # noqa: F401 a fixture
from ticketing.desk.models import Comp
from ticketing.stock.control import allot_places, set_cap, withhold_places
from ticketing.stock.models import (
    Allotment,
    Cap,
    CapSlot,
    Place,
    PriceTier,
    Withholding,
)

pytestmark = pytest.mark.django_db
BY = {"actor": "controller", "now": NOON}


@pytest.fixture
def cap(performance, tiers, places, hold):
    hold(places[:2])
    return set_cap(performance, tier_ids=[tiers[0].pk], number=3, **BY).cap


def _named(now=NOON):
    return {o["invariant"] for o in check_invariants(now=now).offenders}


def test_a_house_under_control_is_clean(performance, places, cap):
    withhold_places(performance, places[5:7], kind="house", reason="x", **BY)
    allot_places(performance, places[7:9], channel="phone", **BY)

    assert _named() == set()


def test_a_missing_slot_is_named(cap):
    cap.slots.filter(n=3).delete()

    assert _named() == {"cap_has_its_slots"}


def test_a_slot_of_a_free_place_is_named(places, cap):
    cap.slots.filter(n=3).update(place=places[5])

    assert _named() == {"slot_is_of_a_taken_place"}


def test_a_taken_place_without_a_slot_is_named(cap):
    CapSlot.objects.update(place=None)

    assert _named() == {"taken_place_has_its_slots"}


def test_a_type_that_does_not_know_its_cap_is_named(cap):
    PriceTier.objects.update(is_capped=False)
    assert _named() == {"type_knows_its_caps"}
    PriceTier.objects.filter(pk=cap.tiers.get().pk).update(is_capped=True)
    Cap.objects.update(reached_at=NOON)
    assert _named() == {"type_knows_its_caps"}


def test_a_withheld_place_of_a_released_withholding_is_named(performance, places):
    withhold_places(performance, places[:1], kind="house", reason="x", **BY)
    Withholding.objects.update(released_at=NOON)

    assert _named() == {"withheld_place_has_a_withholding"}


def test_a_place_of_an_ended_allotment_is_named(performance, places):
    made = allot_places(performance, places[:1], channel="phone", release_at=NOON, **BY)
    assert _named(NOON + timedelta(hours=1)) == {"due_allotment_has_ended"}
    Allotment.objects.filter(pk=made.pk).update(released_at=NOON)
    assert _named() == {"allotted_place_has_a_live_allotment"}


def test_granted_free_tickets_without_an_order_are_named(performance, places):
    made = withhold_places(performance, places[:1], kind="comp", reason="x", **BY)
    _without_check("desk_comp", "desk_granted_means_an_order")
    Comp.objects.create(
        performance=performance, withholding=made, name="Lin", email="l@example.org",
        language="en", reason="x", state="granted", asked_by=UserFactory(),
        asked_at=NOON,
    )  # fmt: skip

    assert _named() == {"granted_comp_has_a_free_order"}
    assert Place.objects.filter(state="withheld").count() == 1
