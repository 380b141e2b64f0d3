"""Rules for ways to pay: who is offered what, until when, and what is forgotten."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse

from tests.checkout import shop
from tests.factories import NOON, offered_performance
from tests.payments.orders import SOON, placed_order, started
from ticketing.orders.models import Order
from ticketing.payments import services
from ticketing.payments.errors import MethodNotOffered
from ticketing.payments.methods import levels
from ticketing.payments.methods.gaps import gaps
from ticketing.payments.methods.models import MethodRule
from ticketing.payments.methods.offering import Purchase, offered, rules_changed

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _house(house):
    rules_changed()


def rule(method, **fields):
    made = MethodRule.objects.create(method=method, **fields)
    rules_changed()
    return made


def codes(*, channel="web", amount="100", days=None, account=None, currency="CNY"):
    starts_at = None if days is None else NOON + timedelta(days=days)
    purchase = Purchase(channel, Decimal(amount), currency, account, starts_at)
    return [way.code for way in offered(purchase, now=NOON)]


def test_without_rules_everything_is_offered():
    assert codes() == ["sandbox", "transfer", "counter"]


@pytest.mark.parametrize(
    ("fields", "yes", "no"),
    [
        ({"on_web": False}, {"channel": "api"}, {"channel": "web"}),
        ({"by_api": False}, {"channel": "web"}, {"channel": "api"}),
        ({"at_desk": False}, {"channel": "web"}, {"channel": "phone"}),
        ({"amount_from": 100}, {"amount": "100"}, {"amount": "99.99"}),
        ({"amount_until": 100}, {"amount": "100"}, {"amount": "100.01"}),
        ({"amount_until": 100}, {}, {"currency": "EUR"}),
        ({"days_from": 3}, {"days": 3}, {"days": 2}),
        ({"days_until": 3}, {"days": 3}, {"days": 4}),
    ],
)
def test_a_way_is_offered_where_its_rule_holds(fields, yes, no):
    rule("transfer", **fields)

    assert "transfer" in codes(**yes)
    assert "transfer" not in codes(**no)
    assert "counter" in codes(**no)


def test_one_rule_that_holds_is_enough():
    rule("transfer", amount_until=100)
    rule("transfer", days_from=10)

    assert "transfer" in codes(amount="50", days=1)
    assert "transfer" in codes(amount="500", days=10)
    assert "transfer" not in codes(amount="500", days=9)


def test_without_a_performance_days_say_nothing():
    rule("transfer", days_from=10)

    assert "transfer" in codes()


def test_a_level_opens_a_way_for_its_members(monkeypatch):
    known = levels.Levels(
        lambda: {"gold": "Gold"},
        lambda pk, _now: frozenset({"gold"} if pk == 7 else ()),
    )
    monkeypatch.setattr(levels, "_known", [known])
    rule("transfer", level="gold")

    assert "transfer" in codes(account=7)
    assert "transfer" not in codes(account=8)
    assert "transfer" not in codes()


def test_an_order_is_refused_a_way_that_is_not_offered():
    rule("transfer", amount_from=1000)

    with pytest.raises(MethodNotOffered):
        placed_order("transfer")


def test_hours_to_pay_shorten_the_time_and_never_lengthen_it():
    rule("transfer", pay_hours=2)
    rule("sandbox", pay_hours=2)

    assert placed_order("transfer").order.pay_by == NOON + timedelta(hours=2)
    assert placed_order("sandbox").order.pay_by == NOON + timedelta(minutes=30)


def test_the_days_of_an_order_are_its_first_performances():
    soon = offered_performance(seats=5, starts_at=NOON + timedelta(days=2))
    rule("transfer", days_from=3)

    with pytest.raises(MethodNotOffered):
        placed_order("transfer", performance=soon)


def test_a_buyer_cannot_change_to_what_is_not_offered():
    payment = started("counter")
    rule("transfer", amount_from=1000)

    with pytest.raises(MethodNotOffered):
        services.change_method(payment.order_id, "transfer", now=SOON)


def test_the_desk_sets_what_the_rules_do_not_offer_and_it_stays():
    payment = started("counter")
    rule("transfer", amount_from=1000)
    until = payment.order.pay_by

    services.change_method(payment.order_id, "transfer", now=SOON, by_desk=True)
    again = services.change_method(payment.order_id, "transfer", now=SOON)

    assert again.method == "transfer"
    assert Order.objects.get(pk=payment.order_id).pay_by == until


def test_the_rule_of_the_new_method_shortens_the_time():
    payment = started("transfer")
    rule("counter", pay_hours=1)

    services.change_method(payment.order_id, "counter", now=SOON)

    order = Order.objects.get(pk=payment.order_id)
    assert order.pay_by == SOON + timedelta(hours=1)


def test_what_nothing_is_offered_for_is_named():
    rule("sandbox", amount_until=500)
    rule("transfer", days_from=3)
    rule("counter", on_web=False, by_api=False)

    found = gaps(now=NOON)

    above = (Decimal("500.01"), None)
    assert {(gap.channel, gap.amounts, gap.days) for gap in found} == {
        ("web", above, (0, 2)),
        ("api", above, (0, 2)),
    }


def test_a_house_without_rules_forgets_nothing():
    assert gaps(now=NOON) == []


def test_the_pay_page_and_the_order_page_offer_only_what_is_offered():
    client = Client()
    shop.filled_basket(client)
    rule("transfer", amount_from=1000)

    page = client.get("/en/checkout/").content.decode()
    placed = client.post(
        "/en/checkout/",
        shop.order_fields(client.get("/en/checkout/"), method="counter"),
    )

    assert 'value="counter"' in page
    assert 'value="transfer"' not in page
    assert 'value="transfer"' not in client.get(placed.url).content.decode()


def test_the_interface_offers_only_what_is_offered():
    rule("transfer", amount_from=1000)
    performance = shop.now_on_sale()
    shop.e_ticket()
    client = Client()
    kind = "application/json"
    key = client.post("/api/carts", {}, content_type=kind).json()["key"]
    place = shop.places_of(performance, 1)
    asked = {"performance": performance.pk, "places": place}

    cart = client.post(f"/api/carts/{key}/places", asked, content_type=kind).json()

    assert [one["code"] for one in cart["methods"]] == ["sandbox", "counter"]


@pytest.mark.usefixtures("furnished")
def test_the_list_of_rules_names_what_it_forgets(administrator):
    for method in ("sandbox", "transfer", "counter"):
        rule(method, amount_until=500)

    page = administrator.get(reverse("payments_methodrule_modeladmin_index"))

    assert "¥500.01" in page.content.decode()
    assert "No way to pay is offered" in page.content.decode()
