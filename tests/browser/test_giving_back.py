"""One of two tickets goes back; what comes of it is told before."""

import pytest

from tests.browser.test_visitor_journey import going_to, hold_a_seat, pay
from ticketing.orders.models import Order
from ticketing.returns.models import MarkChoice, RefundLadder, RefundStep

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def terms(site):
    """A tenth is kept until a day before."""
    ladder = RefundLadder.objects.create(
        name_en="Ours", name_zh_hans="本店规则", is_default=True
    )
    RefundStep.objects.create(
        ladder=ladder, hours=24, mark=MarkChoice.STARTS, percent=10
    )
    yield
    ladder.delete()


@pytest.mark.parametrize(
    ("language", "width", "scripts"),
    [("en", 1440, True), ("zh-hans", 390, False)],
    ids=["with scripts", "on a phone without"],
)
def test_one_ticket_of_two_goes_back(visitor, terms, language, width, scripts):
    ada = visitor(language=language, width=width)
    for _seat in range(2):
        hold_a_seat(ada)
    with going_to(ada.page, "**/checkout/"):
        ada.follow_accent()
    ada.page.locator(".sure summary").click()
    assert "10%" in ada.page.locator(".sure").inner_text()
    pay(ada)
    order = Order.objects.latest("pk")
    address = ada.page.url.removesuffix("return/")
    reader = ada if scripts else visitor(language=language, width=width, scripts=False)

    reader.page.goto(f"{address}give-back/")
    choose_the_first(reader, scripts=scripts)
    if scripts:
        reader.looks("giving back")
    assert "252.00" in reader.page.locator("#back").inner_text()
    with going_to(reader.page, address):
        reader.page.locator("#back button").click()

    assert reader.page.locator(".ticket").count() == 1
    assert "28.00" in reader.page.locator("main").inner_text()
    if scripts:
        reader.looks("after giving back")
    ada.site.run_waiting_tasks()
    assert any(
        "returned-" in mail and order.number in mail for mail in ada.site.mails()
    )


def choose_the_first(reader, *, scripts):
    reader.page.locator("#giving-back [name=line]").first.check()
    if scripts:
        reader.page.wait_for_selector("#back table")
    else:
        with going_to(reader.page, "**/give-back/?line=*"):
            reader.page.locator("#giving-back form[method=get] button").click()
