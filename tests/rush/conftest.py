import pytest

from tests import ready_money
from ticketing.delivery.models import Method
from ticketing.payments import gateways


@pytest.fixture
def shop(house):
    """A house in which everything can be paid at once."""
    Method.objects.get_or_create(code="e-ticket", defaults={"name_en": "E-ticket"})
    gateways.register(ready_money.ReadyMoney())
    yield house
    gateways._gateways.pop(ready_money.CODE)
