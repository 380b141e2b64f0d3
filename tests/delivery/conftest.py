"""A house that sends tickets by post."""

import pytest

from ground.keeping import forget_all
from tests.checkout.posted import post_of_house
from ticketing.delivery.models import Carrier


@pytest.fixture
def post(house):
    forget_all()
    yield post_of_house()
    forget_all()


@pytest.fixture
def carrier(db):
    return Carrier.objects.create(
        code="swift", name_en="Swift", tracking_url="https://swift.example/?n={number}"
    )
