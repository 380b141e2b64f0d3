import pytest
from django.core.cache import cache
from django.utils import translation


@pytest.fixture(autouse=True)
def _english():
    """A request leaves its language behind in the thread; no test inherits it."""
    with translation.override("en"):
        yield


@pytest.fixture
def kept(settings):
    """What is kept for a second stays kept, however slow the machine is."""
    backend = "tests.checkout.endless.EndlessCache"
    settings.CACHES = {"default": {"BACKEND": backend}}
    cache.clear()
