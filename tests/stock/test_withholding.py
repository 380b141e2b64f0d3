"""Places that are withheld, blocked or allotted are sold to nobody else."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories import NOON, AccountFactory
from ticketing.stock.control import (
    allot_places,
    block_places,
    release_allotment,
    release_due_allotments,
    release_withholding,
    set_cap,
    unblock_places,
    withhold_places,
)
from ticketing.stock.errors import (
    AllotmentForNobody,
    NotEnoughPlaces,
    NotFreeForThat,
    PlacesUnavailable,
    UnknownStock,
)
from ticketing.stock.holds import any_free_places, order_places, release_places
from ticketing.stock.models import CapSlot, Place
from ticketing.stock.querysets import Seller
from ticketing.stock.services import order_withheld, sell_places
from ticketing.stock.ticket_types import allotments_of, types_and_caps_of

pytestmark = pytest.mark.django_db
BY = {"actor": "controller", "now": NOON}
LATER = NOON + timedelta(minutes=16)


@pytest.fixture
def withhold(performance):
    def act(place_ids, **more):
        values = {"kind": "press", "reason": "critics", **BY, **more}
        return withhold_places(performance, place_ids, **values)

    return act


@pytest.fixture
def allot(performance):
    return lambda place_ids, **who: allot_places(performance, place_ids, **who, **BY)


def test_withheld_places_are_nobodys_until_they_are_released(
    performance, places, hold, withhold, kinds
):
    made = withhold(places[:3])
    with pytest.raises(PlacesUnavailable):
        hold(places[:1])

    assert release_withholding(performance, made.pk, place_ids=places[:1], **BY) == 1
    hold(places[:1])
    assert release_withholding(performance, made.pk, **BY) == 2
    with pytest.raises(UnknownStock):
        release_withholding(performance, made.pk, **BY)
    assert kinds()[1:] == ["withheld", "unwithheld", "held", "unwithheld"]


def test_only_free_places_are_withheld_and_all_or_none(places, hold, withhold):
    hold(places[:1])

    with pytest.raises(NotFreeForThat) as refusal:
        withhold(places[:2])

    assert "1 of these places" in str(refusal.value)
    assert not Place.objects.filter(state="withheld").exists()
    withhold(places[:2], now=LATER)


def test_what_a_lapsed_hold_had_of_a_cap_is_given_back(
    performance, tiers, places, hold, withhold
):
    set_cap(performance, tier_ids=[tiers[0].pk], number=1, **BY)
    hold(places[:1])
    withhold(places[:1], now=LATER)

    assert not CapSlot.objects.exclude(place=None).exists()
    hold(places[1:2], cart="bo", now=LATER)


def test_the_database_knows_no_withheld_place_without_a_reason(places):
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=places[0]).update(state="withheld")


def test_blocked_places_come_back(performance, places, hold):
    assert block_places(performance, places[:2], reason="broken", **BY) == 2
    with pytest.raises(PlacesUnavailable):
        hold(places[:1])
    assert unblock_places(performance, places[:5], **BY) == 2
    hold(places[:1])


def test_an_allotment_is_sold_by_its_account_alone(places, hold, allot):
    agent = AccountFactory()
    allot(places[:2], account_id=agent.pk)
    with pytest.raises(PlacesUnavailable):
        hold(places[:1], seller=Seller("web", agent.pk + 1))

    hold([places[0], places[5]], seller=Seller("web", agent.pk))


def test_an_allotment_of_a_channel(places, hold, allot):
    allot(places[:2], channel="box_office")
    with pytest.raises(PlacesUnavailable):
        hold(places[:1], seller=Seller("web"))

    hold(places[:1], seller=Seller("box_office"))


def test_any_place_means_no_allotted_place(performance, tiers, allot):
    floor = performance.plan_version.sections.get(code="floor")
    standing = list(floor.places.order_by("pk").values_list("pk", flat=True))
    allot(standing[:4], channel="phone")
    wish = {"section_id": floor.pk, "tier_id": tiers[1].pk, "now": NOON}

    with pytest.raises(NotEnoughPlaces) as refusal:
        any_free_places(performance.pk, quantity=2, **wish)
    assert "1 place" in str(refusal.value)
    by_phone = Seller("phone")
    assert len(any_free_places(performance.pk, quantity=5, seller=by_phone, **wish))


def test_an_allotment_releases_itself_at_its_moment(performance, places, hold, allot):
    allot(places[:2], channel="phone", release_at=LATER)

    assert release_due_allotments(now=NOON) == 0
    assert release_due_allotments(now=LATER) == 1
    hold(places[:2])
    assert allotments_of(performance, now=LATER) == []


def test_sold_from_an_allotment_and_given_back_it_is_the_allotments(
    performance, places, hold, allot
):
    made = allot(places[:2], channel="phone")
    hold(places[:1], seller=Seller("phone"))
    release_places(places[:1], cart_key="ada", now=NOON)
    with pytest.raises(PlacesUnavailable):
        hold(places[:1])

    assert release_allotment(performance, made.pk, **BY) == 2
    hold(places[:1])


def test_an_allotment_is_for_one(places, allot):
    for who in ({}, {"channel": "web", "account_id": 1}):
        with pytest.raises(AllotmentForNobody):
            allot(places[:1], **who)


def test_withheld_places_can_be_given_away_past_a_cap(
    performance, tiers, places, hold, withhold
):
    set_cap(performance, tier_ids=[tiers[0].pk], number=1, **BY)
    hold(places[5:6])
    withhold(places[:2])
    order_withheld(places[:2], now=NOON)
    sell_places(places[:2], now=NOON)

    assert performance.caps.get().is_over
    with pytest.raises(PlacesUnavailable):
        order_withheld(places[:1], now=NOON)


def test_the_types_add_up(performance, places, hold, withhold, allot):
    hold(places[:2])
    order_places(places[:1], cart_key="ada", now=NOON)
    withhold(places[2:4])
    block_places(performance, places[4:5], reason="broken", **BY)
    allot(places[5:7], channel="phone")

    types, _caps = types_and_caps_of(performance, now=NOON)
    first, second = (row.tally for row in types)
    states = ("free", "allotted", "held", "ordered", "sold", "withheld", "blocked")
    assert [getattr(first, s) for s in states] == [4, 2, 0, 1, 0, 2, 1]
    assert first.total == 10
    assert (second.total, second.free) == (15, 15)
