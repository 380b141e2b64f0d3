"""Ways of delivery, zones and carriers as an administrator makes them."""

import re

import pytest

from ticketing.delivery.models import Carrier, Method, PriceStep, Zone

pytestmark = pytest.mark.django_db

NO_STEPS = {
    "steps-TOTAL_FORMS": 0,
    "steps-INITIAL_FORMS": 0,
    "steps-MIN_NUM_FORMS": 0,
    "steps-MAX_NUM_FORMS": 1000,
}
METHOD = {
    "name_en": "Registered post",
    "name_zh_hans": "挂号信",
    "code": "registered",
    "kind": "post",
    "hint_en": "",
    "hint_zh_hans": "",
    "price": "0",
    "free_from": "500",
    "measure": "grams",
    "grams_each": 5,
    "grams_packed": 20,
    "days_before": 7,
    "hours_before": 12,
    "channels": ["web", "phone"],
    "position": 4,
    "is_active": "on",
}


def test_a_method_is_made_with_its_prices(administrator):
    zone = {"name_en": "East", "name_zh_hans": "", "areas": ["CN-SH", "CN-JS"]}
    made = administrator.post("/admin/delivery/zone/create/", zone)
    assert made.status_code == 302
    steps = {
        **NO_STEPS,
        "steps-TOTAL_FORMS": 1,
        "steps-0-zone": Zone.objects.get().pk,
        "steps-0-up_to": 100,
        "steps-0-price": "8",
        "steps-0-id": "",
        "steps-0-DELETE": "",
    }

    answer = administrator.post("/admin/delivery/method/create/", METHOD | steps)

    assert answer.status_code == 302
    method = Method.objects.get(code="registered")
    assert (method.channels, method.free_from) == ("web phone", 500)
    assert (method.closes.days, method.size_of(2)) == (7, 30)
    assert PriceStep.objects.get().price == 8
    page = administrator.get(f"/admin/delivery/method/edit/{method.pk}/")
    ticked = re.findall(
        r'name="channels" value="(\w+)"[^>]*checked', page.content.decode()
    )
    assert ticked == ["web", "phone"]


def test_prices_by_zone_are_for_what_goes_to_an_address(administrator):
    zone = Zone.objects.create(name_en="East", areas=["CN-SH"])
    wish = METHOD | {"kind": "e_ticket", **NO_STEPS, "steps-TOTAL_FORMS": 1}
    step = {"steps-0-zone": zone.pk, "steps-0-up_to": 9, "steps-0-price": "8"}

    refused = administrator.post("/admin/delivery/method/create/", wish | step)

    assert "Only what goes to an address" in refused.content.decode()
    assert not Method.objects.filter(code="registered").exists()


def test_a_carriers_connection_is_one_that_is_installed(administrator):
    wish = {
        "name_en": "Swift",
        "name_zh_hans": "",
        "code": "swift",
        "tracking_url": "https://swift.example/{number}",
        "courier": "by-hand",
        "is_active": "on",
    }
    address = "/admin/delivery/carrier/create/"

    refused = administrator.post(address, wish | {"courier": "nobody"})
    assert refused.status_code == 200
    assert administrator.post(address, wish).status_code == 302
    assert Carrier.objects.get().link_to("A 1") == "https://swift.example/A%201"
