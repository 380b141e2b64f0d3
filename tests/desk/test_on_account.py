"""Companies on account at the desk, and their people at the checkout."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.checkout.shop import filled_basket, place_order, text_of
from tests.desk.filled import fields_of, fill
from tests.factories import UserFactory, offered_performance
from tests.payments.companies import clerk, company, on, ordered_by
from tests.payments.statements.bank import imported, table
from ticketing.orders.models import Order
from ticketing.orders.phases import Phase
from ticketing.papers.monthly import issue_invoices
from ticketing.payments.on_account.models import Invoice, Tab
from ticketing.payments.on_account.owing import owed, tab_was_made
from ticketing.payments.statements.models import StatementLine

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _anew(furnished):
    tab_was_made()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def test_the_administrator_makes_a_company_with_its_terms(administrator):
    ada = UserFactory()
    asked = {
        "name": "灯塔 Lighthouse Ltd.",
        "people": ada.email,
        "credit_limit": "5000",
        "email": "books@example.org",
        "tax_number": "91 310 000",
    }
    answer = fill(administrator, reverse("desk-tab-new"), **asked)

    tab = Tab.objects.get()
    assert answer.url == reverse("desk-tab", args=[tab.pk])
    assert (tab.credit_limit, tab.currency, tab.tax_number) == (5000, "CNY", "91310000")
    assert list(tab.account.users.all()) == [ada]
    page = text_of(administrator.get(answer.url))
    assert "灯塔 Lighthouse Ltd." in page
    assert ada.email in page


def test_a_form_that_is_sent_twice_makes_one_company(administrator):
    url = reverse("desk-tab-new")
    asked = {"name": "Harbour", "credit_limit": "50", "email": "a@example.org"}
    data = fields_of(administrator.get(url)) | asked

    answers = [administrator.post(url, data) for _ in range(2)]

    tab = Tab.objects.get()
    assert {answer.url for answer in answers} == {reverse("desk-tab", args=[tab.pk])}


def test_terms_are_changed_but_not_the_currency(administrator):
    tab = company(clerk())
    url = reverse("desk-tab-terms", args=[tab.pk])

    assert (
        fill(administrator, url, credit_limit="70", currency="EUR").status_code == 302
    )
    tab.refresh_from_db()
    assert (tab.credit_limit, tab.currency) == (70, "CNY")
    assert tab.account.users.count() == 1
    assert fill(administrator, url, people="nobody@example.org").status_code == 422
    assert fill(administrator, url, fapiao="special").status_code == 422


def test_an_account_is_blocked_with_a_reason_and_opened_again(administrator):
    tab = company()
    url = reverse("desk-tab-block", args=[tab.pk])

    fill(administrator, url, reason="has not paid")
    tab.refresh_from_db()
    assert tab.blocked_at
    assert "blocked" in text_of(administrator.get(reverse("desk-tabs")))
    fill(administrator, url, reason="has paid")
    tab.refresh_from_db()
    assert tab.blocked_at is None


def test_a_clerk_of_the_company_orders_on_account_at_the_checkout():
    tab = company(clerk())
    client = signed_in(tab.account.users.get())
    filled_basket(client)

    page = text_of(client.get(reverse("checkout:checkout")))
    assert f"On account: {tab}" in page
    assert place_order(client, method=on(tab)).status_code == 302

    order = Order.objects.get()
    assert (order.phase, owed(tab)) == (Phase.PAID, 100)


def test_over_the_limit_the_buyer_reads_why_and_pays_otherwise():
    tab = company(clerk(), limit="40")
    client = signed_in(tab.account.users.get())
    filled_basket(client)

    answer = place_order(client, method=on(tab))

    assert answer.status_code == 422
    assert "¥40" in text_of(answer)
    assert not Order.objects.exists()
    assert place_order(client, method="counter").status_code == 302


def test_the_same_in_chinese():
    tab = company(clerk(), limit="40")
    client = signed_in(tab.account.users.get())
    filled_basket(client)
    address = reverse("checkout:checkout").replace("/en/", "/zh-hans/")

    page = client.get(address)
    assert f"挂账：{tab}" in text_of(page)


def test_a_guest_is_not_offered_it():
    tab = company()
    guest = Client()
    filled_basket(guest)

    assert "On account" not in text_of(guest.get(reverse("checkout:checkout")))
    assert place_order(guest, method=on(tab)).status_code == 422


def test_the_desk_puts_one_order_on_account_within_the_limit(desk):
    guest = Client()
    filled_basket(guest)
    place_order(guest, method="transfer")
    order = Order.objects.get()
    tab = company(limit="40")
    url = reverse("desk-order-method", args=[order.pk])
    asked = {"method": "on_account", "reason": "the board rang"}

    assert fill(desk, url, **asked).status_code == 422
    refused = fill(desk, url, **asked, company=str(tab.pk))
    assert (refused.status_code, "¥40" in text_of(refused)) == (422, True)
    Tab.objects.update(credit_limit=Decimal(100))
    assert fill(desk, url, **asked, company=str(tab.pk)).status_code == 302

    order.refresh_from_db()
    assert (order.phase, owed(tab)) == (Phase.PAID, 100)
    page = desk.get(reverse("orders_order_modeladmin_inspect", args=[order.pk]))
    assert "the board rang" in text_of(page)
    told = text_of(desk.get(reverse("desk-tab", args=[tab.pk])))
    assert order.number in told


def test_without_companies_the_desk_is_not_asked_for_one(desk):
    guest = Client()
    filled_basket(guest)
    place_order(guest, method="transfer")
    url = reverse("desk-order-method", args=[Order.objects.get().pk])

    assert "Company" not in text_of(desk.get(url))


@pytest.fixture
def invoice():
    """Of last month, over 200."""
    tab = company(clerk())
    a_month_ago = timezone.now().replace(day=1) - timedelta(days=5)
    performance = offered_performance(
        seats=2,
        price="100",
        now=a_month_ago,
        on_sale_from=a_month_ago - timedelta(days=1),
        starts_at=a_month_ago + timedelta(days=90),
    )
    ada, when = tab.account.users.get(), {"now": a_month_ago}
    order = ordered_by(ada, on(tab), places=2, performance=performance, **when).order
    assert order.has_tickets
    issue_invoices(now=timezone.now())
    return Invoice.objects.get()


def test_the_desk_sees_invoices_opens_them_and_books_money_by_hand(desk, invoice):
    page = reverse("desk-tab", args=[invoice.tab_id])
    assert invoice.code in text_of(desk.get(page))
    for language in ("en", "zh-hans"):
        url = reverse("desk-invoice", args=[invoice.pk])
        pdf = desk.get(f"{url}?language={language}")
        assert pdf.content.startswith(b"%PDF")

    received = reverse("desk-invoice-received", args=[invoice.pk])
    # The currency has no thousandths: they would stay in the books for ever.
    assert fill(desk, received, amount="50.005", reference="B 1").status_code == 422
    assert fill(desk, received, amount="50", reference="B 1").status_code == 302
    again = fill(desk, received, amount="50", reference="B 1")
    assert (again.status_code, invoice.code in text_of(again)) == (422, True)
    assert owed(invoice.tab) == 150
    assert "¥150.00" in text_of(desk.get(page))


def test_a_line_that_names_no_invoice_is_booked_for_one_at_the_desk(desk, invoice):
    imported(table((120, "Lighthouse", "tickets")), now=timezone.now())
    line = StatementLine.objects.get()
    url = reverse("desk-statement-line", args=[line.pk])
    assert invoice.code in text_of(desk.get(url))

    assert desk.post(url, {"act": "settle", "invoice": "0"}).status_code == 422
    assert desk.post(url, {"act": "settle", "invoice": invoice.pk}).status_code == 302

    assert owed(invoice.tab) == 80
    told = text_of(desk.get(url))
    assert "booked for an invoice" in told
    assert invoice.code in told
