"""A presale code over JSON opens what it opens on the page, and is refused alike."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.api.test_shop import send
from tests.factories import offered_performance
from ticketing.delivery.models import Method
from ticketing.orders.models import Order
from ticketing.rush.codes import make_codes
from ticketing.rush.models import PresaleUse, PresaleWindow, RushRules

pytestmark = pytest.mark.django_db


@pytest.fixture
def performance(house):
    Method.objects.create(code="e-ticket", name_en="E-ticket")
    now = timezone.now()
    return offered_performance(
        seats=10,
        price="0",
        now=now,
        starts_at=now + timedelta(days=7),
        on_sale_from=now + timedelta(days=1),
    )


@pytest.fixture
def window(performance):
    now = timezone.now()
    window = PresaleWindow.objects.create(
        name_en="Friends",
        begins_at=now - timedelta(hours=1),
        ends_at=now + timedelta(hours=1),
    )
    window.performances.set([performance])
    return window


@pytest.fixture
def code(window):
    return make_codes(window, count=1, now=timezone.now())[0].code


@pytest.fixture
def wish(client, performance):
    """Ask for a place, or for the best ones; for a new cart where one was ordered."""
    place = performance.places.order_by("pk").first().pk
    keys = []

    def act(code=None, network="8.8.4.4", **other):
        data = {"performance": performance.pk, **(other or {"places": [place]})}
        if code is not None:
            data["presale_code"] = code
        if not keys or Order.objects.exists():
            keys.append(send(client, "post", "/carts")[1]["key"])
        path = f"/carts/{keys[-1]}"
        where = "best" if "quantity" in other else "places"
        client.defaults["REMOTE_ADDR"] = network
        return send(client, "post", f"{path}/{where}", data)

    return act


def test_a_code_opens_the_sale_and_is_used_by_the_order(client, wish, code):
    status, cart = wish(f"{code[:5]}-{code[5:].lower()}")

    assert (status, len(cart["lines"])) == (200, 1)
    buyer = {"name": "Ada", "email": "ada@example.org", "accepts_terms": True}
    status, order = send(client, "post", "/orders", {"cart": cart["key"], **buyer})
    assert (status, order["phase"]) == (201, "paid")
    assert PresaleUse.objects.get().code.code == code


def test_the_best_places_come_with_a_code_too(wish, code):
    status, best = wish(code, quantity=2)

    assert (status, best["together"]) == (200, True)


def test_the_cart_keeps_its_code(wish, code, performance):
    wish(code)

    other = performance.places.order_by("pk").last().pk
    assert wish(places=[other])[0] == 200


def test_without_a_code_nobody_gets_in(wish, window):
    assert wish()[1]["code"] == "presale_only"
    assert wish(quantity=2)[1]["code"] == "presale_only"


@pytest.mark.parametrize(
    ("typed", "change", "refusal"),
    [
        ("ABCDE12345", {}, "code_unknown"),
        (None, {"ends_at": timezone.now() - timedelta(minutes=1)}, "code_not_now"),
    ],
)
def test_a_code_is_refused_as_on_the_page(wish, code, window, typed, change, refusal):
    PresaleWindow.objects.filter(pk=window.pk).update(**change)

    status, error = wish(typed or code)

    assert (status, error["code"]) == (422, refusal)
    assert error["message"]


def test_a_used_code_is_refused(client, wish, code):
    cart = wish(code)[1]["key"]
    buyer = {"name": "Ada", "email": "ada@example.org", "accepts_terms": True}
    send(client, "post", "/orders", {"cart": cart, **buyer})

    assert wish(code, quantity=1)[1]["code"] == "code_used"


def test_codes_cannot_be_found_by_trying(wish, code):
    RushRules.objects.update_or_create(pk=1, defaults={"wrong_codes": 3})
    for number in range(3):
        wish(f"WRONG{number}")

    assert wish(code)[1]["code"] == "too_many_guesses"
    assert wish(code, network="8.8.8.8")[0] == 200


def test_places_are_told_while_a_presale_runs(client, performance, window):
    address = f"/api/performances/{performance.pk}/places"
    assert len(client.get(address).json()["places"]) == 10

    PresaleWindow.objects.update(ends_at=timezone.now())

    assert client.get(address).json()["places"] == []


def test_the_description_tells_of_the_code(client):
    shapes = client.get("/api/openapi.json").json()["components"]["schemas"]

    for name in ("ChooseIn", "BestIn"):
        told = shapes[name]["properties"]["presale_code"]
        assert "presale" in told["description"]
        assert told["maxLength"] == 40
