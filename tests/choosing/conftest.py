import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def _english():
    """A request leaves its language behind in the thread; no test inherits it."""
    with translation.override("en"):
        yield
