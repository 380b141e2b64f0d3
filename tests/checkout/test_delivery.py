"""Ways of delivery at the checkout: price, address, refusals, and what is kept."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from ground.keeping import forget_all
from reports.checking import check_invariants
from tests.checkout import shop
from tests.checkout.posted import CHECKOUT, SHANGHAI, post_of_house, sent
from tests.returns import ladders
from tests.returns.making import keep
from ticketing.delivery.models import Delivery, Method, MethodKind
from ticketing.orders.models import LineState, Order, OrderLine
from ticketing.payments.services import record_capture
from ticketing.returns.ladders import Ladder
from ticketing.returns.services import give_tickets_back

pytestmark = pytest.mark.django_db

BERLIN = {
    "delivery": "post",
    "to-country": "DE",
    "to-city": "Berlin",
    "to-address": "Spreeweg 7\nHinterhaus",
    "to-postcode": "10117",
    "to-phone": "",
}


@pytest.fixture
def post(house):
    forget_all()
    method = post_of_house()
    yield method
    forget_all()


def test_post_is_paid_as_a_line_of_the_order(client, post):
    shop.filled_basket(client, seats=5)

    answer = sent(client, **SHANGHAI)

    assert answer.status_code == 302
    order = Order.objects.get()
    line = order.lines.get(kind="delivery")
    assert (line.price, line.description_zh_hans) == (8, "配送：邮寄")
    assert order.total == sum(one.price for one in order.lines.all())
    delivery = Delivery.objects.get()
    assert (delivery.region, delivery.phone) == ("CN-SH", "13800138000")
    assert delivery.recipient == "Ada 朱丽叶 Okonkwo"


def test_the_order_page_tells_method_address_and_state(client, post):
    shop.filled_basket(client, seats=5)

    address = sent(client, **SHANGHAI).url
    page = shop.text_of(client.get(address))

    assert "上海市黄浦区" in page
    assert "人民大道 1 号 2 室" in page
    assert "Delivery: Post" in page
    assert "%" not in address


def test_the_price_is_seen_before_it_is_asked(client, post):
    shop.filled_basket(client, seats=5)
    page = client.get(CHECKOUT)
    total = shop.hidden(page, "total")
    assert "from ¥8" in shop.text_of(page)

    refused = client.post(
        CHECKOUT, shop.order_fields(page, method="counter", total=total, **BERLIN)
    )

    assert refused.status_code == 422
    assert "With the delivery it comes to" in shop.text_of(refused)
    assert Decimal(shop.hidden(refused, "total")) == Decimal(total) + 60
    assert Order.objects.count() == 0


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"to-country": ""}, "Choose the country."),
        ({"to-country": "FR"}, "Nothing is sent to this country."),
        ({"to-province": ""}, "Choose the province."),
        ({"to-city": ""}, "Write the city."),
        ({"to-district": ""}, "Write the district."),
        ({"to-address": ""}, "Write the street and the house."),
        ({"to-postcode": "2000"}, "A postcode of China has six digits."),
        ({"to-phone": "12345"}, "Write a mobile number of eleven digits"),
    ],
)
def test_a_wrong_address_is_told_and_the_rest_is_kept(client, post, change, sentence):
    shop.filled_basket(client, seats=5)

    refused = shop.place_order(client, **{**SHANGHAI, **change})

    assert refused.status_code == 422
    assert sentence in shop.text_of(refused)
    assert 'value="ada@example.org"' in refused.content.decode()
    if "to-city" not in change:
        assert 'value="上海市"' in refused.content.decode()
    assert Order.objects.count() == 0


def test_the_narrowest_zone_decides(client, post):
    shop.filled_basket(client, seats=5)

    sent(client, **{**SHANGHAI, "to-province": "CN-XJ"})

    assert OrderLine.objects.get(kind="delivery").price == 12


def test_what_is_too_late_or_too_large_says_why(client, post):
    Method.objects.filter(pk=post.pk).update(days_before=30)
    Method.objects.create(
        code="door", name_en="Door", kind=MethodKind.DOOR, channels="box_office"
    )
    shop.filled_basket(client, seats=5)

    page = shop.text_of(client.get(CHECKOUT))

    assert "The first performance is too soon for it." in page
    assert "It is not offered here." in page
    refused = shop.place_order(client, **SHANGHAI)
    assert "Post can’t be chosen." in shop.text_of(refused)


def test_it_is_free_from_a_sum(client, post):
    Method.objects.filter(pk=post.pk).update(free_from=1)
    shop.filled_basket(client, seats=5)

    sent(client, **SHANGHAI)

    line = OrderLine.objects.get(kind="delivery")
    assert (line.list_price, line.price) == (8, 0)
    assert line.offers == ["Free delivery"]


def test_an_e_ticket_has_no_line_and_asks_no_address(client, post):
    shop.filled_basket(client, seats=5)

    shop.place_order(client, method="counter", **{"to-country": "CN"})

    assert not OrderLine.objects.filter(kind="delivery").exists()
    assert Delivery.objects.get().country == ""


def test_another_order_page_is_not_found(client, post):
    shop.filled_basket(client, seats=5)
    sent(client, **SHANGHAI)
    order = Order.objects.get()

    other = reverse("checkout:order", args=[order.number, "another-secret"])

    assert client.get(other).status_code == 404


def test_the_delivery_goes_back_with_the_last_ticket(client, post):
    keep(Ladder(1, (ladders.step("starts", 1),)))
    shop.filled_basket(client, places=2, seats=5)
    sent(client, **SHANGHAI)
    order = Order.objects.get()
    now = order.placed_at
    record_capture(order.payments.get(), reference=None, now=now)
    first, second = order.lines.filter(kind="place").values_list("pk", flat=True)

    one = give_tickets_back(order.pk, [first], shown=Decimal(0), now=now, actor="ada")
    both = give_tickets_back(order.pk, [second], shown=Decimal(0), now=now, actor="ada")

    assert (one.along, len(both.along)) == ((), 1)
    assert both.back == both.price_of_tickets + 8
    order.refresh_from_db()
    assert order.phase == "refunded"
    assert order.lines.get(kind="delivery").state == LineState.RETURNED
    assert not check_invariants(now=now + timedelta(hours=1)).offenders
