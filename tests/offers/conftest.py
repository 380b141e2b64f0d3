import pytest

from tests import ready_money
from ticketing.payments import gateways


@pytest.fixture
def ready():
    """A gateway that has the money when it is asked."""
    gateways.register(ready_money.ReadyMoney())
    yield
    gateways._gateways.pop(ready_money.CODE)
