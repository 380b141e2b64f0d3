"""Make a house with sales in it, on the database of the environment."""

import django

if __name__ == "__main__":
    django.setup()

from django.utils import timezone

from ground.models import RepeatedRequest
from tests import ready_money
from tests.factories import NOON, UserFactory, offered_performance
from ticketing.delivery.models import Method
from ticketing.house.models import House
from ticketing.payments import gateways
from ticketing.payments.services import return_order


def main():
    gateways.register(ready_money.ReadyMoney())
    House.objects.get_or_create(
        pk=1, defaults={"name_zh_hans": "华灯剧院", "tax_rate": "6.05"}
    )
    Method.objects.get_or_create(code="e-ticket", defaults={"name_en": "E-ticket"})
    UserFactory(email="ada@example.org")
    performance = offered_performance(seats=30, standing=20, price="88.5")
    places = list(performance.places.order_by("pk").values_list("pk", flat=True))
    ready_money.bought(performance, places[:3])
    returned = ready_money.bought(performance, places[5:6])
    return_order(returned.pk, now=NOON, actor="desk", reason="生病")
    RepeatedRequest.objects.create(
        caller="x", key="k" * 16, body=b"\x00\xff", begun_at=timezone.now()
    )


if __name__ == "__main__":
    main()
