"""What a level takes off is told by whoever knows levels."""

from decimal import Decimal

import pytest
from django.urls import reverse

from members.services import personal_account
from tests.checkout import shop
from tests.factories import UserFactory
from ticketing.offers import levels
from ticketing.offers.rules import PriceRule

pytestmark = pytest.mark.django_db


def test_a_member_pays_less_and_a_guest_does_not(client, house, monkeypatch):
    member = UserFactory()
    account = personal_account(member)
    vip = PriceRule(1, "VIP", "贵宾", Decimal(10))
    monkeypatch.setattr(levels, "_known", [])
    levels.provide(lambda pk, _now: vip if pk == account.pk else None)
    shop.filled_basket(client)
    as_guest = shop.text_of(client.get(reverse("checkout:cart")))

    client.force_login(member)

    as_member = shop.text_of(client.get(reverse("checkout:cart")))
    assert "To pay ¥100.00" in as_guest
    assert "VIP −¥10.00" in as_member
    assert "To pay ¥90.00" in as_member
