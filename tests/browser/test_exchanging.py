"""One ticket is exchanged; then its evening is called off, and the buyer chooses."""

import os
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.browser.test_visitor_journey import going_to, hold_a_seat, pay
from ticketing.orders.models import Order
from ticketing.returns.models import CallOff, MarkChoice, RefundLadder, RefundStep
from ticketing.tickets.models import Ticket

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def terms(site):
    """Exchanged until a day before, for five a ticket."""
    ladder = RefundLadder.objects.create(
        name_en="Ours",
        name_zh_hans="本店规则",
        is_default=True,
        exchange_hours=24,
        exchange_fixed=5,
    )
    RefundStep.objects.create(
        ladder=ladder, hours=24, mark=MarkChoice.STARTS, percent=10
    )
    yield
    ladder.delete()


def picture(page, name):
    """For whoever wants to look: into the folder that is named."""
    if folder := os.environ.get("MARQUEE_TEST_PICTURES"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def buy_one(visitor):
    hold_a_seat(visitor)
    with going_to(visitor.page, "**/checkout/"):
        visitor.follow_accent()
    pay(visitor)
    return Order.objects.latest("pk"), visitor.page.url.removesuffix("return/")


def choose_date_and_tier(page, *, scripts):
    # A single ticket is chosen already.
    for name in ("date", "tier"):
        page.locator(f"#exchanging [name={name}]:not(:disabled)").first.check()
        if not scripts:
            with going_to(page, f"**/exchange/?*{name}=*"):
                page.locator("#exchanging form[method=get] button").click()
        else:
            nxt = "[name=tier]" if name == "date" else "#sum table"
            page.wait_for_selector(f"#exchanging {nxt}")


@pytest.mark.parametrize(
    ("language", "width", "scripts"),
    [("en", 1440, True), ("zh-hans", 390, False)],
    ids=["with scripts", "on a phone without"],
)
def test_a_ticket_is_exchanged(visitor, terms, language, width, scripts):
    ada = visitor(language=language, width=width)
    order, address = buy_one(ada)
    reader = ada if scripts else visitor(language=language, width=width, scripts=False)
    page = reader.page
    page.goto(address)
    with going_to(page, "**/exchange/"):
        page.locator("a[href$='/exchange/']").click()
    choose_date_and_tier(page, scripts=scripts)
    if scripts:
        reader.looks("exchanging")
    picture(page, f"exchanging-{language}-{width}")
    page.locator("#sum [name=method][value=sandbox]").check()
    with going_to(page, "**/pay/sandbox/*/"):
        page.locator("#sum form[method=post] button").click()
    with going_to(page, "**/orders/**"):
        page.locator("[name=act][value=approve]").click()
    assert page.locator(".ticket").count() == 1
    new = Order.objects.latest("pk")
    assert new.replaces == order
    assert Ticket.objects.get(line__order__in=[order, new], voided_at=None)
    picture(page, f"exchanged-{language}-{width}")


def fill_in(page):
    """Postponed: who does not choose keeps the tickets."""
    page.locator("[name=kind][value=postponed]").check()
    for code in ("refund", "keep"):
        page.locator(f"[name=choices][value={code}]").check()
    page.locator("[name=default]").select_option("keep")
    until = timezone.localtime() + timedelta(days=2)
    page.locator("[name=choose_by]").fill(until.strftime("%Y-%m-%dT%H:%M"))
    page.locator("[name=reason]").fill("The hall is flooded")
    page.locator("[name=is_sure]").check()


def test_staff_call_an_evening_off_and_the_buyer_chooses(visitor, staff):
    ada = visitor(language="en", width=1440)
    order, _address = buy_one(ada)
    evening = order.lines.get().performance_id
    house = staff("admin@marquee.example")
    page = house.page
    page.goto(ada.site.at(reverse("desk-call-off-new", args=[evening])))
    picture(page, "call-off")
    fill_in(page)
    with going_to(page, "**/call-offs/*/"):
        page.locator("form button.serious").click()
    ada.site.run_waiting_tasks()
    page.reload()
    picture(page, "call-off-job")
    assert any(
        "called-off-" in mail and order.number in mail for mail in ada.site.mails()
    )

    job = CallOff.objects.latest("pk")
    ada.go(f"/orders/{order.number}/{order.secret}/called-off/{job.pk}/")
    ada.looks("called off")
    picture(ada.page, "called-off-en")
    ada.page.locator("[name=choice][value=refund]").check()
    ada.page.locator("form.box button").click()
    ada.page.wait_for_selector(".alert--ok")
    picture(ada.page, "called-off-done-en")

    order.refresh_from_db()
    assert order.phase == "refunded"
