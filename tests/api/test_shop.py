"""The purchase over JSON alone."""

import json
import uuid

import pytest
from django.utils import timezone

from tests.factories import UserFactory, offered_performance
from ticketing.delivery.models import Method

pytestmark = pytest.mark.django_db


@pytest.fixture
def performance(house):
    Method.objects.create(code="e-ticket", name_en="E-ticket")
    now = timezone.now()
    return offered_performance(
        seats=10,
        standing=30,
        price="0",
        now=now,
        starts_at=now + timezone.timedelta(days=7),
        on_sale_from=now - timezone.timedelta(days=1),
    )


def send(client, method, path, data=None, **headers):
    response = getattr(client, method)(
        f"/api{path}",
        json.dumps(data or {}),
        content_type="application/json",
        headers=headers,
    )
    return response.status_code, response.json()


def test_a_free_place_becomes_a_ticket(client, performance):
    status, found = 200, client.get(f"/api/performances/{performance.pk}/places").json()
    place = found["places"][0]["id"]
    _, cart = send(client, "post", "/carts", {"language": "zh-hans"})

    status, cart = send(
        client,
        "post",
        f"/carts/{cart['key']}/places",
        {"performance": performance.pk, "places": [place]},
    )
    status, order = send(
        client,
        "post",
        "/orders",
        ORDER | {"cart": cart["key"], "name": "王小明"},
    )

    assert status == 201
    assert order["phase"] == "paid"
    assert order["tickets"][0]["code"].startswith("M1.")


def test_a_price_is_named_over_json(client, performance):
    performance.tiers.update(price=20, suggested_price=60)
    detail = client.get(f"/api/performances/{performance.pk}/places").json()
    place = detail["places"][0]["id"]
    _, cart = send(client, "post", "/carts")
    address = f"/carts/{cart['key']}/places"
    send(client, "post", address, {"performance": performance.pk, "places": [place]})

    refused = send(client, "patch", f"{address}/{place}", {"price": "19"})
    status, named = send(client, "patch", f"{address}/{place}", {"price": "45.50"})

    assert refused[0] == 422
    assert refused[1]["code"] == "price_not_taken"
    assert (status, named["total"]) == (200, "45.50")


def test_a_taken_place_is_refused_with_its_code(client, performance):
    place = performance.places.first().pk
    carts = [send(client, "post", "/carts")[1]["key"] for _ in range(2)]
    wish = {"performance": performance.pk, "places": [place]}
    send(client, "post", f"/carts/{carts[0]}/places", wish)

    status, answer = send(client, "post", f"/carts/{carts[1]}/places", wish)

    assert status == 422
    assert answer["code"] == "places_unavailable"
    assert answer["details"]["taken"] == [place]


def test_a_refusal_is_told_in_the_callers_language(client, performance):
    _, english = send(client, "post", "/orders", ORDER | {"cart": "none"})
    _, chinese = send(
        client,
        "post",
        "/orders",
        ORDER | {"cart": "none"},
        **{"Accept-Language": "zh-hans"},
    )

    assert english["code"] == chinese["code"] == "empty_cart"
    assert english["message"] != chinese["message"]


ORDER = {"name": "Ada", "email": "ada@example.org", "accepts_terms": True}


def test_who_does_not_accept_the_terms_of_sale_orders_nothing(client, performance):
    _, cart = send(client, "post", "/carts")
    place = performance.places.order_by("pk").first().pk
    wish = {"performance": performance.pk, "places": [place]}
    send(client, "post", f"/carts/{cart['key']}/places", wish)
    asked = ORDER | {"cart": cart["key"]}
    silent = {name: asked[name] for name in asked if name != "accepts_terms"}

    for data in (silent, asked | {"accepts_terms": False}):
        status, error = send(client, "post", "/orders", data)
        assert (status, error["code"]) == (422, "terms_not_accepted")
    assert send(client, "post", "/orders", asked)[0] == 201


@pytest.mark.parametrize("quantity", [0, -1, 1.5, 10**9, "many"])
def test_a_senseless_quantity_is_refused(client, performance, quantity):
    _, cart = send(client, "post", "/carts")
    floor = performance.plan_version.sections.get(code="floor")
    tier = performance.tiers.first()

    status, answer = send(
        client,
        "post",
        f"/carts/{cart['key']}/places",
        {
            "performance": performance.pk,
            "section": floor.pk,
            "tier": tier.pk,
            "quantity": quantity,
        },
    )

    assert status == 422
    assert answer["code"] == "invalid"


def test_the_same_key_gives_the_same_answer(client, performance):
    key = {"Idempotency-Key": str(uuid.uuid4())}

    _, first = send(client, "post", "/carts", **key)
    _, again = send(client, "post", "/carts", **key)

    assert again["key"] == first["key"]


def test_the_same_key_for_another_request_is_refused(client, performance):
    key = {"Idempotency-Key": str(uuid.uuid4())}
    send(client, "post", "/carts", **key)

    status, answer = send(client, "post", "/carts", {"language": "zh-hans"}, **key)

    assert (status, answer["code"]) == (422, "idempotency_key_reused")


def test_another_persons_cart_does_not_exist(client, performance):
    client.force_login(UserFactory())
    _, cart = send(client, "post", "/carts")
    client.force_login(UserFactory())

    response = client.get(f"/api/carts/{cart['key']}")

    assert response.status_code == 404


def test_a_wrong_secret_is_no_order(client, performance):
    assert client.get("/api/orders/K7M2QX4D/guessed").status_code == 404


def test_own_orders_need_a_person(client, performance):
    response = client.get("/api/me/orders")

    assert (response.status_code, response.json()["code"]) == (401, "not_signed_in")


def test_a_paid_purchase_goes_all_the_way_over_json(client, house):
    Method.objects.create(code="e-ticket", name_en="E-ticket")
    now = timezone.now()
    performance = offered_performance(
        seats=4,
        price="880",
        now=now,
        starts_at=now + timezone.timedelta(days=7),
        on_sale_from=now - timezone.timedelta(days=1),
    )
    shows = client.get("/api/shows").json()["shows"]
    show = client.get(f"/api/shows/{shows[0]['slug']}").json()
    found = show["performances"][0]
    places = client.get(f"/api/performances/{found['id']}/places").json()["places"]
    _, cart = send(client, "post", "/carts")
    wish = {"performance": performance.pk, "places": [places[0]["id"]]}
    send(client, "post", f"/carts/{cart['key']}/places", wish)

    data = ORDER | {"cart": cart["key"], "method": "sandbox"}
    status, order = send(client, "post", "/orders", data)
    client.post(order["address"].removeprefix("http://testserver"), {"act": "approve"})
    paid = client.get(f"/api/orders/{order['number']}/{order['secret']}").json()

    assert (status, order["phase"], order["total"]) == (201, "accepted", "880.00")
    assert paid["phase"] == "paid"
    assert client.get(paid["tickets"][0]["pdf"]).content.startswith(b"%PDF")
