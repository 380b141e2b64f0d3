"""Bought as a set with a code, told on paper, and read in the takings."""

import csv
import io
import shutil
from decimal import Decimal
from subprocess import run

import pytest
from django.db.models import Sum
from django.urls import reverse

from tests.browser.test_staff_journey import ADMINISTRATOR
from tests.browser.test_visitor_journey import going_to, hold_a_seat, pay
from ticketing.offers.kinds import Combines, OfferKind
from ticketing.offers.models import Code, Offer
from ticketing.orders.models import Order
from ticketing.payments.models import Payment

pytestmark = pytest.mark.browser

SET = {"en": "Two together", "zh-hans": "双人套票"}


@pytest.fixture(scope="module")
def offers(site):
    """Two seats cost a tenth less, and a code takes twenty more off each."""
    common = {"is_active": True, "combines": Combines.ALL}
    pair = Offer.objects.create(
        name_en=SET["en"],
        name_zh_hans=SET["zh-hans"],
        kind=OfferKind.GROUP,
        count=2,
        percent_off=10,
        **common,
    )
    friends = Offer.objects.create(
        name_en="Friends",
        name_zh_hans="老朋友",
        kind=OfferKind.SPECIAL,
        amount_off=20,
        currency="CNY",
        needs_code=True,
        **common,
    )
    Code.objects.create(offer=friends, code="FRIENDS")
    yield
    pair.is_active = friends.is_active = False
    pair.save()
    friends.save()


def enter(reader, code):
    page = reader.page
    page.locator("details:has([name=code]) summary").click()
    page.locator("[name=code]").fill(code)
    with page.expect_navigation():
        page.locator("form:has([name=code]) button").first.click()


def text_of(pdf):
    """What stands on the pages of a PDF."""
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("pdftotext (poppler-utils) is not installed")
    done = run(
        [program, "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode()


@pytest.mark.parametrize(
    ("language", "width"), [("en", 1440), ("zh-hans", 390)], ids=["desk", "phone"]
)
def test_a_set_and_a_code_are_in_the_price_and_on_the_papers(
    visitor, offers, language, width
):
    ada = visitor(language=language, width=width)
    for _seat in range(2):
        hold_a_seat(ada)
    enter(ada, "friends")
    ada.looks("basket with a set and a code")
    main = ada.page.locator("main").inner_text()
    # 280 each: a tenth off, then 20.
    assert SET[language] in main
    assert "464" in main
    with going_to(ada.page, "**/checkout/"):
        ada.follow_accent()
    pay(ada)
    bought = Order.objects.latest("pk")
    assert (bought.phase, bought.total) == ("paid", 464)

    address = ada.page.url.removesuffix("return/")
    invoice = paper_of(ada, address)

    for words in (bought.number, "INV-", "464.00"):
        assert words in invoice


def paper_of(reader, address):
    """Ask for the invoice, open it, and read it."""
    page = reader.page
    page.goto(f"{address}papers/")
    page.locator("form:has([value=invoice]) [name=title]").fill("Harbour Players")
    with page.expect_navigation():
        page.locator("form:has([value=invoice]) button").click()
    reader.looks("papers")
    link = page.locator("a[href*='INV-']").first.get_attribute("href")
    said = text_of(page.request.get(reader.site.at(link)).body())
    assert "Harbour Players" in said
    return said


def test_what_came_this_month_is_told_to_the_last_cent(staff, visitor):
    ada = visitor()
    hold_a_seat(ada)
    with going_to(ada.page, "**/checkout/"):
        ada.follow_accent()
    pay(ada)

    read_takings(staff(ADMINISTRATOR))


def read_takings(desk):
    """This month's: a page with a chart, and a table that says what came."""
    page = desk.page
    page.goto(desk.site.at(reverse("staff-takings")))
    assert page.locator(".report__bars rect").count() > 0
    link = page.locator("a[href*='takings.csv']").get_attribute("href")
    table = page.request.get(desk.site.at(link)).body().decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(table)))
    came = Payment.objects.filter(state="captured").aggregate(sum=Sum("amount"))["sum"]
    assert sum(Decimal(row["Takings"]) for row in rows) == came > 0
