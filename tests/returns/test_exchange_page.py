"""The buyer's way through an exchange, told before anything happens."""

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.checking import check_invariants
from tests.returns.exchanging import allow, order_and_other
from tests.returns.making import line_ids
from ticketing.orders.models import Order

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]


def address(order, name="order-exchange"):
    return reverse(f"checkout:{name}", args=[order.number, order.secret])


def asking(order, other, **values):
    tier = other.tiers.get().pk
    return {"line": line_ids(order)[:1], "date": other.pk, "tier": tier} | values


def test_the_quote_is_shown_step_by_step(client):
    allow(exchange_fixed=5)
    order, other = order_and_other(prices=("100", "150"), now=timezone.now())
    assert address(order) in client.get(address(order, "order")).content.decode()
    wish = asking(order, other)

    first = client.get(address(order)).content.decode()
    assert "the fee is ¥5 per ticket" in first
    dates = client.get(address(order), {"line": wish["line"]}).content.decode()
    assert f'name="date" id="date-{other.pk}"' in dates
    page = client.get(address(order), wish).content.decode()

    assert "Exchange and pay ¥55.00" in page
    assert not Order.objects.exclude(pk=order.pk).exists()


def test_it_goes_on_to_the_payment(client):
    allow(exchange_fixed=5)
    order, other = order_and_other(now=timezone.now())
    seat = other.places.last().pk
    wish = asking(order, other, worth="5", key="x" * 22, method="sandbox", seat=[seat])

    answer = client.post(address(order), wish)

    new = Order.objects.exclude(pk=order.pk).get()
    assert answer.status_code == 302
    assert "sandbox" in answer["Location"]
    assert new.lines.get(place=seat).replaces_id == wish["line"][0]
    page = client.get(address(new, "order")).content.decode()
    assert "To pay: ¥5.00" in page
    assert "¥100.00 come over from there" in page
    assert client.post(address(order), wish).status_code == 302
    assert Order.objects.count() == 2


def test_without_anything_to_pay_it_is_done(client):
    allow()
    order, other = order_and_other(prices=("100", "60"), now=timezone.now())
    answer = client.post(
        address(order), asking(order, other, worth="-40", key="x" * 22)
    )
    new = Order.objects.exclude(pk=order.pk).get()
    assert answer["Location"] == address(new, "order")
    old = client.get(address(order, "order")).content.decode()
    assert f"The new tickets are in order {new.number}" in old
    assert "¥40.00 go back to you" in old
    assert not check_invariants(now=timezone.now()).offenders


@pytest.mark.parametrize(
    "change", [{"worth": "-1"}, {"line": ["x"]}, {"tier": "0"}, {"date": "9" * 18}]
)
def test_what_makes_no_sense_changes_nothing(client, change):
    allow()
    order, other = order_and_other(now=timezone.now())
    wish = asking(order, other, worth="0", key="x" * 22) | change
    assert client.post(address(order), wish).status_code in {409, 422}
    assert Order.objects.count() == 1


def test_another_ones_order_is_not_there(client):
    order, _other = order_and_other(now=timezone.now())
    url = reverse("checkout:order-exchange", args=[order.number, "wrong"])
    assert client.get(url).status_code == client.post(url).status_code == 404
    assert "Nothing of this order" in client.get(address(order)).content.decode()
