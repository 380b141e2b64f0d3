"""Stopping a ticket type: nothing new is held; what is held can be paid for."""

import pytest

from tests.factories import NOON
from ticketing.stock.control import resume_types, stop_types
from ticketing.stock.errors import NothingChosen, TypeStopped
from ticketing.stock.models import Place

pytestmark = pytest.mark.django_db
BY = {"actor": "controller", "now": NOON}


def test_a_stopped_type_is_refused_and_not_listed(performance, tiers, places, hold):
    stop_types(performance, tier_ids=[tiers[0].pk], **BY)

    with pytest.raises(TypeStopped) as refusal:
        hold([places[0], places[10]])

    assert refusal.value.taken == [places[0]]
    listed = set(Place.objects.sellable(NOON).values_list("tier_id", flat=True))
    assert listed == {tiers[1].pk}


def test_what_was_held_before_stays_held(performance, tiers, places, hold):
    before = hold([places[0]])
    stop_types(performance, tier_ids=[tiers[0].pk], **BY)

    assert hold([places[0], places[10]]) == before


def test_resumed_it_sells_again_and_each_turn_is_kept(
    performance, tiers, places, hold, kinds
):
    ids = [tier.pk for tier in tiers]
    assert stop_types(performance, tier_ids=ids, reason="smoke", **BY) == 2
    assert stop_types(performance, tier_ids=ids, **BY) == 0
    assert resume_types(performance, tier_ids=ids[:1], **BY) == 1

    hold([places[0]])
    assert kinds()[1:] == ["stopped", "stopped", "resumed", "held"]
    event = performance.stock_events.filter(kind="stopped").first()
    assert (event.actor, event.reason) == ("controller", "smoke")


def test_a_type_of_another_performance_is_no_choice(performance):
    with pytest.raises(NothingChosen):
        stop_types(performance, tier_ids=[0], **BY)


def test_one_concession_can_be_stopped(performance, tiers):
    stop_types(performance, tier_ids=[tiers[0].pk], concession=7, **BY)
    stop_types(performance, tier_ids=[tiers[0].pk], concession=3, **BY)
    resume_types(performance, tier_ids=[tiers[0].pk], concession=7, **BY)

    tiers[0].refresh_from_db()
    assert tiers[0].stopped_concessions == [3]
    assert tiers[0].stopped_at is None
