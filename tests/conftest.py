"""What every test stands on."""

import pytest
from django.conf import settings
from django.core.cache import cache

from ground import messages
from ticketing.house.models import House


@pytest.fixture(scope="session", autouse=True)
def _catalogues():
    messages.build(settings.ROOT)


@pytest.fixture(autouse=True)
def _empty_cache():
    """The cache outlives a test's transaction; nothing may leak through it."""
    cache.clear()
    yield
    cache.clear()


@pytest.fixture
def house(db):
    house, _made = House.objects.get_or_create(
        pk=1, defaults={"name_en": "Marquee", "name_zh_hans": "华灯剧院"}
    )
    return house
