"""The desk opens a till, takes cash, closes it; a buyer pays part with a gift card."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.checking import check_invariants
from tests.browser.test_staff_journey import DESK
from tests.browser.test_visitor_journey import fill_in, going_to, hold_a_seat, order
from ticketing.orders.models import Order
from ticketing.payments.credit.balances import balance, credit_was_given
from ticketing.payments.credit.giving import Gift, give
from ticketing.payments.till.models import Shift, Till

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def till(site):
    return Till.objects.create(name_en="Counter 1", name_zh_hans="一号窗口")


def _open(desk, till):
    """By keyboard alone: the field has the focus when the page opens."""
    page = desk.page
    page.goto(desk.site.at(reverse("desk-till-open", args=[till.pk])))
    page.keyboard.type("200")
    with going_to(page, "**/desk/shifts/*/"):
        page.keyboard.press("Enter")


def _take(desk, number, given):
    page = desk.page
    page.keyboard.type(number)
    with going_to(page, "**/take/*/"):
        page.keyboard.press("Enter")
    page.keyboard.type(given)
    change = page.locator("[data-change]").inner_text()
    with going_to(page, "**/tills/lines/*/"):
        page.keyboard.press("Enter")
    assert change in page.locator(".till__change").inner_text()
    return change


def _count(desk, shift, pieces, reason=""):
    page = desk.page
    page.goto(desk.site.at(reverse("desk-shift-close", args=[shift.pk])))
    for worth, many in pieces.items():
        page.locator(f"[data-piece='{worth}']").fill(str(many))
    told = page.locator("[data-counted]").inner_text()
    page.locator("[name=reason]").fill(reason)
    page.get_by_role("button", name="Close the shift").click()
    return told


def test_the_desk_opens_a_till_takes_cash_and_closes_it(visitor, staff, till):
    ada = visitor()
    hold_a_seat(ada)
    order(ada, "counter")
    placed = Order.objects.latest("pk")
    desk = staff(DESK)

    _open(desk, till)
    desk.looks("shift")
    assert _take(desk, placed.number.lower(), "300") == "¥20.00"
    desk.looks("change")

    placed.refresh_from_db()
    assert placed.phase == "paid"
    shift = Shift.objects.open().get()
    assert _count(desk, shift, {"100": 4, "50": 1, "20": 1}) == "¥470.00"
    desk.page.get_by_text("The difference is −¥10.00").wait_for()
    desk.looks("difference")
    with going_to(desk.page, "**/report/"):
        _count(desk, shift, {"100": 4, "50": 1, "20": 1}, "wrong change")
    desk.looks("report")
    words = desk.page.locator("main").inner_text()
    assert "wrong change" in words
    link = desk.page.locator("a[href$='.pdf']").get_attribute("href")
    assert desk.page.request.get(desk.site.at(link)).body().startswith(b"%PDF")
    only = ["closed_shift_expects_its_journal", "ledger_has_each_tills_difference"]
    assert check_invariants(now=timezone.now(), only=only).offenders == []


@pytest.mark.parametrize(
    ("language", "width", "dark"),
    [("en", 1440, False), ("zh-hans", 390, True)],
    ids=["desk", "phone"],
)
def test_a_buyer_pays_part_with_a_gift_card(visitor, language, width, dark):
    by = {"reason": "sorry", "actor": "desk", "now": timezone.now()}
    given = give(Gift(Decimal(100), "CNY"), **by)
    credit_was_given()
    ada = visitor(language=language, width=width, dark=dark)
    page = ada.page
    hold_a_seat(ada)
    with going_to(page, "**/checkout/"):
        ada.follow_accent()
    fill_in(page)
    page.locator("details:has([name=gift_card]) summary").click()
    page.locator("[name=gift_card]").fill(given.code.lower())
    ada.looks("pay page with a gift card")
    with going_to(page, "**/pay/sandbox/*/"):
        ada.follow_accent()
    assert "180" in page.locator("main").inner_text()
    with going_to(page, "**/orders/**"):
        page.locator("[name=act][value=approve]").click()
    ada.looks("order paid with a gift card")

    assert Order.objects.latest("pk").phase == "paid"
    assert balance(given.credit) == 0
