"""A visitor has tickets sent; the desk packs and hands over; the visitor sees it."""

import pytest

from tests.browser.test_staff_journey import DESK, open_screen, press
from tests.browser.test_visitor_journey import fill_in, going_to, hold_a_seat
from tests.checkout.posted import post_of_house
from ticketing.delivery.models import Carrier, Parcel
from ticketing.orders.models import Order

pytestmark = pytest.mark.browser

NUMBER = "SW0000000042"


@pytest.fixture(scope="module")
def post(site):
    """Committed, so that the server beside sees it; no other test is in its way."""
    carrier = Carrier.objects.create(
        code="swift", name_en="Swift", tracking_url="https://swift.example/?n={number}"
    )
    method = post_of_house()
    yield method
    method.is_active = False
    method.save()
    carrier.is_active = False
    carrier.save()


def write_address(page):
    page.locator("[name=delivery][value=post]").check()
    page.locator("[name=to-country]").select_option("CN")
    page.locator("[name=to-province]").select_option("CN-SH")
    parts = {
        "city": "上海市",
        "district": "黄浦区",
        "address": "人民大道 1 号 2 室",
        "postcode": "200003",
        "phone": "13800138000",
    }
    for name, value in parts.items():
        page.locator(f"[name=to-{name}]").fill(value)


def buy_by_post(reader):
    """From the basket to a paid order; the price is seen before it is ordered."""
    page = reader.page
    hold_a_seat(reader)
    with going_to(page, "**/checkout/"):
        reader.follow_accent()
    assert not page.locator("[name=to-city]").is_visible()
    write_address(page)
    fill_in(page)
    with page.expect_navigation():
        page.locator("[name=act][value=price]").click()
    reader.looks("checkout with an address")
    assert page.locator("[name=to-city]").input_value() == "上海市"
    assert "288" in page.locator(".aside .sum").inner_text()
    with going_to(page, "**/pay/sandbox/*/"):
        reader.follow_accent()
    with going_to(page, "**/orders/**"):
        page.locator("[name=act][value=approve]").click()
    reader.looks("order with a parcel")
    return Order.objects.latest("pk")


def labels_of(clerk, parcel):
    """The PDF that the button of the list opens."""
    page = clerk.page
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    wish = {"csrfmiddlewaretoken": token, "act": "labels-a6", "parcel": str(parcel.pk)}
    address = clerk.site.at("/admin/desk/parcels/act/")
    return page.request.post(address, form=wish, headers={"Referer": address})


def pack_and_send(clerk, parcel, number):
    """Pack, print the label, type the number with a scanner's Enter, hand over."""
    page = clerk.page
    open_screen(clerk, "desk-parcels")
    page.locator(f"#parcel-{parcel.pk}").check()
    press(page, "Pack", "**/parcels/act/")
    press(page, "Pack", "**/parcels/?*")
    assert labels_of(clerk, parcel).body().startswith(b"%PDF")
    page.goto(clerk.site.at(f"/admin/desk/parcels/numbers/?parcel={parcel.pk}"))
    with page.expect_navigation():
        page.keyboard.type(number)
        page.keyboard.press("Enter")
    page.goto(clerk.site.at("/admin/desk/parcels/?state=packed"))
    page.locator(f"#parcel-{parcel.pk}").check()
    press(page, "Hand over", "**/parcels/act/")
    press(page, "Hand over", "**/parcels/?*")


@pytest.mark.parametrize(
    ("language", "width", "words"),
    [("en", 1440, "handed over"), ("zh-hans", 390, "已交寄")],
    ids=["desk", "phone"],
)
def test_a_parcel_is_bought_packed_and_followed(
    visitor, staff, post, language, width, words
):
    ada = visitor(language=language, width=width)
    order = buy_by_post(ada)
    parcel = Parcel.objects.get(delivery__order=order)
    clerk, number = staff(DESK), f"{NUMBER}{language[0]}".upper()
    pack_and_send(clerk, parcel, number)

    ada.page.reload()
    ada.looks("order with a number")
    facts = ada.page.locator("main").inner_text()
    assert words in facts
    assert number in facts
    link = ada.page.locator("a[href^='https://swift.example/']")
    assert link.get_attribute("href").endswith(number)
    clerk.site.run_waiting_tasks()
    assert any(number in mail for mail in clerk.site.mails())
