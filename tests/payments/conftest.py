"""The far sides of the gateways, Stripe's as a server on this machine."""

import pytest

from tests.factories import NOON
from tests.payments.fake_stripe import SECRET_KEY, WEBHOOK_SECRET, FakeStripe
from tests.payments.far_sides import ASKED_SIDES, FAR_SIDES, HOUSE_SIDES


@pytest.fixture(scope="session")
def _stripe_server():
    with FakeStripe() as fake:
        yield fake


@pytest.fixture
def fake_stripe(_stripe_server, settings):
    settings.STRIPE_SECRET_KEY = SECRET_KEY
    settings.STRIPE_WEBHOOK_SECRET = WEBHOOK_SECRET
    settings.STRIPE_API_BASE = _stripe_server.address
    _stripe_server.begin_anew(NOON)
    return _stripe_server


@pytest.fixture(params=FAR_SIDES, ids=lambda side: side.code)
def far(request, fake_stripe, house):
    """Each gateway in turn, with whoever is behind it."""
    return request.param(fake_stripe)


@pytest.fixture(params=ASKED_SIDES, ids=lambda side: side.code)
def asked_far(request, fake_stripe, house):
    """Each gateway that can be asked, in turn."""
    return request.param(fake_stripe)


@pytest.fixture(params=(*FAR_SIDES, *HOUSE_SIDES), ids=lambda side: side.code)
def any_far(request, fake_stripe, house):
    """Each gateway in turn, and what the house keeps itself."""
    return request.param(fake_stripe)


@pytest.fixture(params=HOUSE_SIDES, ids=lambda side: side.code)
def own_far(request, fake_stripe, house):
    """What the house keeps itself, in turn."""
    return request.param(fake_stripe)
