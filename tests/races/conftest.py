from pathlib import Path

import pytest

from tests import ready_money
from tests.factories import offered_performance
from tests.own_database import own_database
from ticketing.delivery.models import Method
from ticketing.house.models import House
from ticketing.payments import gateways


@pytest.fixture(scope="module")
def fresh_house(database_template, django_db_blocker, tmp_path_factory):
    """A house that sells, in a database of the module's own.

    Each call copies it with all that was made in it, for one race.
    """
    gateways.register(ready_money.ReadyMoney())
    folder = tmp_path_factory.mktemp("house")
    with (
        django_db_blocker.unblock(),
        own_database(database_template, folder) as database,
    ):
        House.objects.get_or_create(pk=1, defaults={"name_en": "Marquee"})
        Method.objects.get_or_create(code="e-ticket", defaults={"name_en": "E-ticket"})
        is_file = database.vendor == "sqlite"
        template = Path(database.name) if is_file else database.name
        yield lambda: own_database(template, folder)
    gateways._gateways.pop(ready_money.CODE)


@pytest.fixture(scope="module")
def seat(fresh_house):
    """The last seat of a performance, in the house to be copied: the keys of both."""
    performance = offered_performance(seats=2)
    first, last = performance.places.order_by("pk").values_list("pk", flat=True)
    ready_money.bought(performance, [first])
    return performance.pk, last
