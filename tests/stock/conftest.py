"""A performance with two tiers: ten seats at A, ten at B, five standing at B."""

from decimal import Decimal

import pytest

from tests.factories import NOON, offered_performance
from ticketing.stock.holds import hold_places
from ticketing.stock.models import PriceTier


@pytest.fixture
def performance(house):
    made = offered_performance(seats=20, standing=5)
    cheap = PriceTier.objects.create(
        performance=made, code="B", name_en="Tier B", price=Decimal(50), position=1
    )
    later = made.places.order_by("pk").values_list("pk", flat=True)[10:]
    made.places.filter(pk__in=list(later)).update(tier=cheap)
    return made


@pytest.fixture
def tiers(performance):
    return list(performance.tiers.order_by("position"))


@pytest.fixture
def places(performance):
    return list(performance.places.order_by("pk").values_list("pk", flat=True))


@pytest.fixture
def hold(performance):
    """Hold places by their keys, for a cart of that name."""

    def act(place_ids, cart="ada", now=NOON, **more):
        return hold_places(
            performance.pk, place_ids, cart_key=cart, minutes=15, now=now, **more
        )

    return act


@pytest.fixture
def kinds(performance):
    """The kinds of events of the performance so far."""
    return lambda: list(
        performance.stock_events.order_by("pk").values_list("kind", flat=True)
    )
