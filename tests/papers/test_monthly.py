"""Monthly invoices: each booking once, numbered without gap, mailed, reminded of."""

import shutil
from datetime import date, timedelta
from decimal import Decimal
from subprocess import run

import pytest
from django.core import mail
from django.db import DatabaseError, transaction

from ground.tasks.worker import Worker
from tests.factories import NOON, offered_performance
from tests.payments.companies import (
    BY,
    assert_all_is_right,
    clerk,
    company,
    on,
    ordered_by,
)
from tests.payments.orders import SOON, do_planned_work, started
from ticketing.house.models import House
from ticketing.orders.models import OrderLine
from ticketing.papers.monthly import issue_invoices
from ticketing.papers.monthly_mail import plan_reminders, send_invoice
from ticketing.papers.pdf import paper_pdf
from ticketing.payments import services
from ticketing.payments.errors import NoAmount
from ticketing.payments.on_account.charging import charge
from ticketing.payments.on_account.errors import PaidBefore
from ticketing.payments.on_account.invoices import left_of, open_amounts
from ticketing.payments.on_account.models import Invoice, InvoiceItem
from ticketing.payments.on_account.owing import owed, tab_was_made
from ticketing.payments.on_account.settling import settle_invoice

pytestmark = pytest.mark.django_db
# NOON is in November 2026.
A_MONTH = timedelta(days=31)
DECEMBER = NOON + A_MONTH
JANUARY = DECEMBER + A_MONTH


@pytest.fixture(autouse=True)
def _house(house):
    tab_was_made()
    House.objects.update(bank_account="6222 0000", bank_holder="Marquee")


@pytest.fixture
def tab():
    return company(clerk(), limit="10000", address="1 Pier")


@pytest.fixture
def ada(tab):
    return tab.account.users.get()


def settled(invoice, amount, reference=""):
    return settle_invoice(
        invoice.pk, Decimal(amount), reference=reference, actor="desk", now=JANUARY
    )


def letters():
    return [(one.subject, one.to) for one in mail.outbox]


def test_a_month_becomes_one_invoice_however_often_it_is_asked_for(tab, ada):
    first = ordered_by(ada, on(tab), places=2).order
    second = ordered_by(ada, on(tab)).order

    assert issue_invoices(now=NOON) == 0
    assert issue_invoices(now=DECEMBER) == 1
    assert issue_invoices(now=DECEMBER) == issue_invoices(now=JANUARY) == 0

    invoice = Invoice.objects.get()
    assert (invoice.code, invoice.amount) == ("ACC-2026-000001", 300)
    assert invoice.month == date(2026, 11, 1)
    assert invoice.due_on == DECEMBER.date() + timedelta(days=30)
    told = " ".join(line["text"]["en"] for line in invoice.data["lines"])
    assert first.number in told
    assert second.number in told
    assert_all_is_right(now=DECEMBER)


def test_what_goes_back_later_stands_on_the_next_invoice_and_pays_the_first(tab, ada):
    order = ordered_by(ada, on(tab)).order
    issue_invoices(now=DECEMBER)
    services.return_order(order.pk, reason="ill", actor="desk", now=DECEMBER)
    do_planned_work(DECEMBER)

    assert issue_invoices(now=JANUARY) == 1
    november, december = open_amounts(tab)
    assert [one.amount for one, _left in (november, december)] == [100, -100]
    assert [left for _one, left in (november, december)] == [0, 0]
    assert (owed(tab), InvoiceItem.objects.count()) == (0, 2)
    assert_all_is_right(now=JANUARY)


def test_months_that_were_missed_are_made_up_one_by_one(tab, ada):
    ordered_by(ada, on(tab))
    ordered_by(ada, on(tab), now=DECEMBER, performance=later_on())

    assert issue_invoices(now=JANUARY) == 2
    rows = Invoice.objects.order_by("number").values_list("number", "month")
    assert list(rows) == [(1, date(2026, 11, 1)), (2, date(2026, 12, 1))]


def later_on():
    return offered_performance(
        seats=10, price="100", now=DECEMBER, starts_at=DECEMBER + timedelta(days=20)
    )


def test_companies_share_a_series_and_nothing_else(tab, ada):
    other = company(clerk(), name="Other")
    ordered_by(ada, on(tab))
    ordered_by(other.account.users.get(), on(other), places=3)

    assert issue_invoices(now=DECEMBER) == 2
    assert sorted(Invoice.objects.values_list("number", "amount")) == [
        (1, 100),
        (2, 300),
    ]
    assert_all_is_right(now=DECEMBER)


def test_an_invoice_never_changes(tab, ada):
    ordered_by(ada, on(tab))
    issue_invoices(now=DECEMBER)

    for act in (Invoice.objects.all().delete, InvoiceItem.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()


def test_the_tax_on_it_is_the_part_that_was_booked(tab):
    payment = started("transfer", places=2)
    OrderLine.objects.update(tax_rate=6, tax=Decimal("5.66"))
    services.receive_payment(payment.pk, amount=Decimal(100), **BY)
    charge(payment.order_id, tab.pk, by_desk=True, now=SOON)

    issue_invoices(now=DECEMBER)

    (tax,) = Invoice.objects.get().data["taxes"]
    assert (tax["gross"], tax["tax"], tax["net"]) == ("100", "5.66", "94.34")


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not here")
@pytest.mark.parametrize(
    ("language", "words"),
    [("en", ("Monthly invoice", "November")), ("zh-hans", ("月度账单", "2026年11月"))],
)
def test_the_pdf_says_what_is_owed_and_how_to_pay(tab, ada, tmp_path, language, words):
    order = ordered_by(ada, on(tab)).order
    issue_invoices(now=DECEMBER)
    file = tmp_path / "invoice.pdf"
    file.write_bytes(paper_pdf(Invoice.objects.get().data, language))

    text = run(
        ["pdftotext", "-layout", file, "-"], capture_output=True, text=True, check=True
    ).stdout

    plain = text.replace(" ", "")
    for wanted in (*words, "ACC-2026-000001", order.number, "6222 0000", "1 Pier"):
        assert wanted.replace(" ", "") in plain


def test_it_is_mailed_once_in_the_language_of_the_company(tab, ada):
    tab.language = "zh-hans"
    tab.save()
    ordered_by(ada, on(tab))
    issue_invoices(now=DECEMBER)
    invoice = Invoice.objects.get()

    send_invoice(invoice.pk)
    send_invoice(invoice.pk)

    (letter,) = mail.outbox
    assert letter.to == ["books@example.org"]
    assert "账单" in letter.subject
    assert "6222 0000" in letter.body
    assert letter.attachments[0][0] == "ACC-2026-000001.pdf"


def test_the_worker_writes_and_mails_it(tab, ada, monkeypatch):
    ordered_by(ada, on(tab))
    monkeypatch.setattr("django.utils.timezone.now", lambda: DECEMBER)

    Worker(clock=lambda: DECEMBER).drain()

    subjects = [subject for subject, _to in letters()]
    assert sum("ACC-2026-000001" in subject for subject in subjects) == 1


def test_who_is_late_is_reminded_by_days_until_it_is_paid(tab, ada):
    ordered_by(ada, on(tab))
    issue_invoices(now=DECEMBER)
    invoice = Invoice.objects.get()
    due = DECEMBER + timedelta(days=30)

    assert plan_reminders(now=due + timedelta(days=6)) == 0
    assert plan_reminders(now=due + timedelta(days=7)) == 1
    send_invoice(invoice.pk, 1)
    send_invoice(invoice.pk, 1)
    assert plan_reminders(now=due + timedelta(days=13)) == 0
    assert plan_reminders(now=due + timedelta(days=14)) == 1
    assert [subject for subject, _to in letters()] == [
        "Reminder: invoice ACC-2026-000001 is still to be paid"
    ]

    settled(invoice, 100)
    assert plan_reminders(now=due + timedelta(days=21)) == 0
    send_invoice(invoice.pk, 2)
    assert len(mail.outbox) == 1


def test_a_company_is_spared_where_it_wants_no_reminders(tab, ada):
    tab.reminder_days = 0
    tab.save()
    ordered_by(ada, on(tab))
    issue_invoices(now=DECEMBER)

    assert plan_reminders(now=JANUARY + A_MONTH) == 0


def test_money_settles_an_invoice_in_parts_and_too_much_pays_the_next(tab, ada):
    ordered_by(ada, on(tab))
    ordered_by(ada, on(tab), now=DECEMBER, performance=later_on())
    issue_invoices(now=JANUARY)
    first, second = Invoice.objects.order_by("pk")

    settled(first, 40)
    assert [left for _one, left in open_amounts(tab)] == [60, 100]
    settled(first, 90, reference="B-1")
    assert [left for _one, left in open_amounts(tab)] == [0, 70]
    assert owed(tab) == 70
    with pytest.raises(PaidBefore):
        settled(second, 90, reference="B-1")
    with pytest.raises(NoAmount):
        settled(second, 0)
    assert_all_is_right(now=JANUARY)


def test_what_is_too_much_goes_to_the_first_that_is_open():
    amounts = {1: Decimal(100), 2: Decimal(-30), 3: Decimal(50)}

    assert left_of(amounts, {}) == [70, 0, 50]
    assert left_of(amounts, {1: Decimal(100)}) == [0, 0, 20]
    assert left_of(amounts, {3: Decimal(500)}) == [0, 0, 0]
