"""Whoever dies while a company orders, is invoiced or pays has done all or nothing."""

import json
import signal
from decimal import Decimal

import pytest

from ground.tasks.worker import Worker
from reports.checking import check_invariants
from tests.crash.lives import in_another_process, recover
from tests.papers.test_monthly import DECEMBER, JANUARY
from tests.payments.companies import basket_of, clerk, company, on, ordered_by
from tests.payments.orders import SOON
from tests.payments.statements.bank import begun, table
from ticketing.checkout.services import place_order
from ticketing.house.models import House
from ticketing.orders.models import Order
from ticketing.papers.monthly import issue_invoices
from ticketing.papers.monthly_mail import send_invoice
from ticketing.payments.models import Entry
from ticketing.payments.on_account.models import Invoice, InvoiceLetter, TabPayment
from ticketing.payments.on_account.owing import owed
from ticketing.payments.on_account.settling import settle_invoice
from ticketing.payments.services import return_order
from ticketing.payments.statements.models import LineState, StatementLine

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
ISSUING = ("invoice-numbered", "invoice-written", "invoice-issued")


@pytest.fixture
def tab(own_database):
    House.objects.get_or_create(pk=1, defaults={"name_en": "Marquee"})
    return company(clerk(), limit="1000")


@pytest.fixture
def ada(tab):
    return tab.account.users.get()


@pytest.fixture
def invoice(tab, ada):
    ordered_by(ada, on(tab), places=3)
    issue_invoices(now=DECEMBER)
    return Invoice.objects.get()


def died(act, point):
    status, said = in_another_process(act, dies_at=point)
    assert status == -signal.SIGKILL, said


def assert_clean(now):
    assert check_invariants(now=now).offenders == []


@pytest.mark.parametrize(
    "point",
    ["order-written", "account-looked", "capture-written", "tickets-written"],
)
def test_an_order_on_account_is_owed_whole_or_not_at_all(tab, ada, point):
    cart, buyer = basket_of(ada)
    way = {"delivery": "e-ticket", "method": on(tab), "now": SOON}

    def order():
        return place_order(cart.key, buyer, **way).order.pk

    died(order, point)
    assert not Order.objects.exists()
    assert not Entry.objects.exists()

    order()
    assert owed(tab) == 100
    assert_clean(SOON)


@pytest.mark.parametrize("point", ISSUING)
def test_an_invoice_is_written_once_and_no_number_is_lost(tab, ada, point):
    other = company(clerk(), name="Other")
    ordered_by(ada, on(tab))
    ordered_by(other.account.users.get(), on(other))

    died(lambda: issue_invoices(now=DECEMBER), point)
    issue_invoices(now=DECEMBER)

    rows = Invoice.objects.order_by("number").values_list("number", "amount")
    assert list(rows) == [(1, 100), (2, 100)]
    assert_clean(DECEMBER)


def test_a_mail_that_died_goes_again_and_then_no_more(invoice):
    died(lambda: send_invoice(invoice.pk), "invoice-mailed")
    assert not InvoiceLetter.objects.exists()

    send_invoice(invoice.pk)
    send_invoice(invoice.pk)
    assert InvoiceLetter.objects.count() == 1


def test_money_by_hand_is_booked_once(invoice):
    def settle():
        by = {"actor": "desk", "now": JANUARY, "reference": "B 1"}
        return settle_invoice(invoice.pk, Decimal(300), **by).pk

    died(settle, "invoice-settled")
    assert not TabPayment.objects.exists()

    settle()
    assert owed(invoice.tab) == 0
    assert_clean(JANUARY)


@pytest.mark.parametrize(
    "point",
    [
        "statement-lines-kept",
        "invoice-settled",
        "invoice-line-written",
        "invoice-line-booked",
    ],
)
def test_an_import_that_died_settles_once(invoice, point):
    def bring():
        begun(table((100, "A", invoice.code), (200, "B", invoice.code)))
        Worker().drain()

    died(bring, point)
    status, said = in_another_process(recover)

    assert (status, json.loads(said)) == (0, [])
    assert set(StatementLine.objects.values_list("state")) == {(LineState.INVOICED,)}
    assert TabPayment.objects.count() == 2
    assert owed(invoice.tab) == 0


def test_a_refund_that_died_lowers_what_is_owed_once(tab, ada):
    order = ordered_by(ada, on(tab)).order
    return_order(order.pk, reason="ill", actor="desk", now=SOON)

    died(Worker().drain, "refund-asked")
    assert owed(tab) == 100
    status, said = in_another_process(recover)

    assert (status, json.loads(said)) == (0, [])
    assert owed(tab) == 0
