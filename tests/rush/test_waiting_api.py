"""The waiting list over JSON, from joining to the order."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests.api.test_shop import send
from tests.factories import offered_performance
from tests.ready_money import bought
from tests.rush.shop import places_of
from ticketing.payments.refunds import return_order
from ticketing.rush.models import WaitingEntry
from ticketing.rush.waiting_list import serve
from ticketing.rush.waiting_mail import send_confirmation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]


@pytest.fixture
def performance():
    now = timezone.now()
    return offered_performance(
        seats=4,
        has_waiting_list=True,
        now=now,
        starts_at=now + timedelta(days=7),
        on_sale_from=now - timedelta(days=1),
    )


@pytest.fixture
def orders(performance):
    """All four places sold, in orders of two."""
    now = timezone.now()
    return [bought(performance, places_of(performance, n, 2), now=now) for n in (0, 2)]


@pytest.fixture
def join(client, performance):
    def act(**wish):
        path = f"/performances/{performance.pk}/waiting-list"
        data = {"email": "ada@example.org", "quantity": 2, **wish}
        return send(client, "post", path, data)

    return act


@pytest.fixture
def waits(client, join):
    """Joined, with the address proved by the secret that was mailed."""

    def act(**wish):
        assert join(**wish)[0] == 202
        entry = WaitingEntry.objects.latest("pk")
        send_confirmation(entry.pk)
        body = mail.outbox[-1].body
        secret = re.search(r"/waiting-list/([^/\s]+)/", body).group(1)
        _, told = send(client, "post", f"/waiting-list/{secret}/confirmation")
        assert (told["state"], told["position"]) == ("waiting", 1)
        return f"/waiting-list/{secret}"

    return act


def _comes_back(order):
    now = timezone.now()
    return_order(order.pk, now=now, actor="", reason="ill")
    serve(order.lines.first().performance_id, now=now)


def test_an_offer_is_taken_into_a_cart_and_ordered(client, orders, waits):
    path = waits(language="zh-hans")
    _comes_back(orders[0])
    _, cart = send(client, "post", "/carts")

    told = client.get(f"/api{path}").json()
    status, filled = send(client, "post", f"{path}/taking", {"cart": cart["key"]})

    assert told["state"] == "offered"
    assert len(told["offer"]["places"]) == 2
    assert "座" in told["offer"]["places"][0]["zh_hans"]
    assert status == 200
    assert [line["is_held"] for line in filled["lines"]] == [True, True]
    assert client.get(f"/api{path}").json()["state"] == "taken"
    status, again = send(client, "post", f"{path}/taking", {"cart": cart["key"]})
    assert (status, again["code"]) == (409, "offer_over")


def test_who_leaves_has_no_place_any_more(client, orders, waits):
    path = waits()

    status, told = send(client, "delete", path)

    assert (status, told["state"], told["position"]) == (200, "left", None)


def test_the_secret_comes_by_mail_alone(join, orders):
    status, told = join()

    assert (status, told) == (202, {"written_to": "ada@example.org"})


@pytest.mark.parametrize(
    ("wish", "code"),
    [
        ({"quantity": 400}, "too_many_of_this"),
        ({"email": "no address"}, "invalid"),
        ({"tiers": [0]}, "refused"),
    ],
)
def test_a_wish_that_is_none_is_refused(join, orders, wish, code):
    status, told = join(**wish)

    assert (status, told["code"]) == (422, code)
    assert not WaitingEntry.objects.exists()


def test_a_made_up_secret_is_nobodys(client, house):
    assert client.get("/api/waiting-list/none").status_code == 404
