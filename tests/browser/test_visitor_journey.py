"""From the home page to a ticket, and the turns that this way can take."""

import io
import itertools
from contextlib import contextmanager

import pytest
import zxingcpp
from PIL import Image

from tests.checkout.shop import ADA, lapse
from ticketing.orders.models import Cart, Order

pytestmark = pytest.mark.browser

# No test takes a seat that another one counts on.
SEATS = itertools.count()


@contextmanager
def going_to(page, pattern):
    """Let what is done inside lead to an address of that pattern."""
    with page.expect_navigation(url=pattern):
        yield


def choose_on_map(visitor):
    """Press a seat of one's own on the map of the open seat page."""
    page = visitor.page
    page.wait_for_selector("[data-seatmap][data-ready]")
    free = page.locator(".map__svg [role=checkbox]")
    name = free.nth(next(SEATS) % free.count()).get_attribute("aria-label")
    seat = page.get_by_role("checkbox", name=name, exact=True)
    seat.click()
    assert seat.is_checked()


def hold_a_seat(visitor):
    """Have one seat in the basket; the basket is the page then."""
    visitor.go(f"/performances/{visitor.site.performance.pk}/")
    choose_on_map(visitor)
    with going_to(visitor.page, "**/cart/"):
        visitor.follow_accent()


def order(visitor, method="sandbox"):
    """From the basket to the order, or to the page of the bank."""
    with going_to(visitor.page, "**/checkout/"):
        visitor.follow_accent()
    fill_in(visitor.page, method)
    with visitor.page.expect_navigation():
        visitor.follow_accent()


def fill_in(page, method="sandbox"):
    for name in ("name", "email"):
        page.locator(f"main [name={name}]").fill(ADA[name])
    page.locator(f"[name=method][value={method}]").check()
    page.locator("[name=terms]").check()


def code_on(page):
    """What a scanner reads from the screen."""
    picture = page.locator(".qr").first.screenshot(scale="css")
    [code] = zxingcpp.read_barcodes(Image.open(io.BytesIO(picture)))
    return code.text


@pytest.mark.parametrize("width", [390, 1440])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_from_home_to_the_ticket(visitor, language, width):
    ada = visitor(language=language, width=width)
    page = ada.page
    find_the_show(ada)
    page.locator(".date a.btn").first.click()
    page.wait_for_url("**/performances/*/")
    choose_on_map(ada)
    ada.looks("seats")
    with going_to(page, "**/cart/"):
        ada.follow_accent()
    ada.looks("basket")
    with going_to(page, "**/checkout/"):
        ada.follow_accent()
    ada.looks("checkout")
    pay(ada)
    look_at_the_ticket(ada)


def find_the_show(visitor):
    """Home, what is on, the show; each of them in order."""
    page = visitor.page
    visitor.go("/")
    visitor.looks("home")
    visitor.go("/shows/")
    visitor.looks("what is on")
    page.locator(".card a").first.click()
    page.wait_for_url("**/the-winter-garden/")
    visitor.looks("show")


def pay(visitor):
    page = visitor.page
    fill_in(page)
    with going_to(page, "**/pay/sandbox/*/"):
        visitor.follow_accent()
    visitor.looks("bank")
    with going_to(page, "**/orders/**"):
        page.locator("[name=act][value=approve]").click()
    visitor.looks("order")


def look_at_the_ticket(visitor):
    page = visitor.page
    page.locator(".ticket h2 a").click()
    page.wait_for_url("**/tickets/*/")
    visitor.looks("ticket")
    serial = page.url.rstrip("/").rpartition("/")[2]
    assert serial in code_on(page)
    link = page.locator("a[href$='.pdf']").first.get_attribute("href")
    pdf = page.request.get(visitor.site.at(link))
    assert (pdf.status, pdf.headers["content-type"]) == (200, "application/pdf")
    assert pdf.body().startswith(b"%PDF")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_a_transfer_is_told_with_its_reference(visitor, language):
    ada = visitor(language=language, width=390)
    hold_a_seat(ada)

    order(ada, "transfer")

    number = Order.objects.latest("pk").number
    assert ada.page.locator(".code", has_text=number).is_visible()
    assert "6222 0000 0000 0000 001" in ada.page.locator("main").inner_text()
    ada.looks("transfer")


@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("zh-hans", 390)])
def test_who_comes_second_is_told_and_chooses_another(visitor, language, width):
    slow, quick = visitor(language=language, width=width), visitor()
    for each in (slow, quick):
        each.go(f"/performances/{each.site.performance.pk}/")
        each.page.wait_for_selector("[data-seatmap][data-ready]")
    place = slow.page.locator("#seat-form [name=place]").last.get_attribute("value")
    # Chosen without the map, which would tell of the loss before it is sent.
    slow.page.route("**/places.json", lambda route: route.abort())
    for each in (quick, slow):
        each.page.locator(f"[name=place][value='{place}']").check()
    with going_to(quick.page, "**/cart/"):
        quick.follow_accent()

    slow.page.unroute("**/places.json")
    slow.faults.clear()
    with going_to(slow.page, "**/hold/"):
        slow.follow_accent()

    assert slow.page.get_by_role("alert").is_visible()
    slow.looks("someone was faster")
    choose_on_map(slow)
    with going_to(slow.page, "**/cart/"):
        slow.follow_accent()


@pytest.mark.parametrize(("language", "width"), [("en", 390), ("zh-hans", 1440)])
def test_what_has_lapsed_is_held_again_with_one_button(visitor, language, width):
    ada = visitor(language=language, width=width)
    hold_a_seat(ada)
    lapse(Cart.objects.latest("pk"))

    ada.page.reload()

    ada.looks("lapsed basket")
    assert ada.page.get_by_role("timer").count() == 0
    with going_to(ada.page, "**/cart/"):
        ada.page.locator("[name=performance]").click()
    assert ada.page.get_by_role("timer").is_visible()


@pytest.mark.parametrize(("language", "width"), [("en", 1440), ("zh-hans", 390)])
def test_the_basket_and_the_order_survive_signing_in(visitor, language, width):
    ada = visitor(language=language, width=width)
    hold_a_seat(ada)
    ada.go("/accounts/login/")
    ada.looks("sign in")

    ada.sign_in("member@marquee.example")

    ada.looks("account")
    ada.go("/cart/")
    order(ada, "counter")
    ada.go("/account/")
    ada.looks("account with an order")
    assert Order.objects.latest("pk").number in ada.page.locator("main").inner_text()


@pytest.mark.parametrize(
    "path",
    ["/accounts/signup/", "/accounts/password/reset/", "/cart/", "/nothing-here/"],
)
@pytest.mark.parametrize(("language", "width"), [("en", 390), ("zh-hans", 1440)])
def test_the_pages_beside_the_way_are_in_order(visitor, path, language, width):
    ada = visitor(language=language, width=width)

    answer = ada.go(path)

    assert answer.status == (404 if "nothing" in path else 200)
    ada.looks()


@pytest.mark.parametrize("path", ["/", "/shows/", "/shows/the-winter-garden/"])
def test_the_dark_theme_is_in_order(visitor, path):
    ada = visitor(dark=True)

    ada.go(path)

    ada.looks()


def test_what_is_missing_in_the_form_is_named_and_nothing_is_lost(visitor):
    ada = visitor(language="zh-hans", width=390)
    hold_a_seat(ada)
    with going_to(ada.page, "**/checkout/"):
        ada.follow_accent()
    ada.page.locator("main [name=name]").fill(ADA["name"])

    with ada.page.expect_navigation():
        ada.follow_accent()

    ada.looks("form with errors")
    assert ada.page.get_by_role("alert").first.is_visible()
    assert ada.page.locator("main [name=name]").input_value() == ADA["name"]
