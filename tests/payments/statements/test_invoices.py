"""Lines of a statement that pay a company's invoice; each is used once."""

from decimal import Decimal

import pytest

from tests.factories import NOON
from tests.papers.test_monthly import DECEMBER, JANUARY, later_on
from tests.payments.companies import (
    assert_all_is_right,
    clerk,
    company,
    on,
    ordered_by,
)
from tests.payments.statements.bank import imported, line_of, table
from ticketing.papers.monthly import issue_invoices
from ticketing.payments.on_account.invoices import open_of
from ticketing.payments.on_account.models import Invoice, Tab, TabPayment
from ticketing.payments.on_account.owing import owed, tab_was_made
from ticketing.payments.on_account.settling import settle_invoice
from ticketing.payments.statements.booking import set_line_aside
from ticketing.payments.statements.errors import LineNotOpen, LineUsed
from ticketing.payments.statements.invoices import book_for_invoice
from ticketing.payments.statements.models import LineState, StatementLine

pytestmark = pytest.mark.django_db
CODE = "ACC-2026-000001"


@pytest.fixture
def invoice(house):
    tab_was_made()
    tab = company(clerk())
    ordered_by(tab.account.users.get(), on(tab), places=3, now=NOON)
    issue_invoices(now=DECEMBER)
    return Invoice.objects.select_related("tab").get()


def came(*rows):
    return imported(table(*rows), now=JANUARY)


@pytest.mark.parametrize("text", [CODE, f"Rechnung {CODE}.", "acc 2026 000001 danke"])
def test_a_line_with_the_number_settles_the_whole(invoice, text):
    came((300, "Lighthouse", text))

    line = StatementLine.objects.get()
    assert (line.state, line.tab_payment.invoice) == (LineState.INVOICED, invoice)
    assert (open_of(invoice), owed(invoice.tab)) == (0, 0)
    assert_all_is_right(now=JANUARY)


def test_a_part_settles_a_part_and_the_same_file_twice_is_once(invoice):
    rows = [(120, "Lighthouse", CODE)]
    came(*rows)
    came(*rows)

    assert open_of(invoice) == 180
    assert TabPayment.objects.count() == 1


@pytest.mark.parametrize("amount", [301, 300.01])
def test_too_much_is_for_people_to_say(invoice, amount):
    came((amount, "Lighthouse", CODE))
    line = StatementLine.objects.get()
    assert line.state == LineState.OPEN

    by = {"actor": "desk", "now": JANUARY}
    book_for_invoice(line.pk, invoice.pk, **by)
    book_for_invoice(line.pk, invoice.pk, **by)

    assert open_of(invoice) == 0
    assert owed(invoice.tab) < 0
    assert_all_is_right(now=JANUARY)


def test_two_numbers_or_a_strange_one_are_for_people_to_say(invoice):
    came((300, "A", f"{CODE} ACC-2026-000002"), (300, "B", "ACC-2026-000009"))

    assert line_of("ACC-2026-000009").state == LineState.OPEN
    # The second number is no invoice's.
    assert line_of(f"{CODE} ACC-2026-000002").state == LineState.INVOICED


def test_money_that_was_booked_by_hand_is_not_booked_again(invoice):
    settle_invoice(invoice.pk, Decimal(100), actor="desk", now=JANUARY)

    came((100, "Lighthouse", CODE))

    assert StatementLine.objects.get().state == LineState.OPEN
    assert open_of(invoice) == 200


def test_a_line_is_used_once(invoice):
    tab = invoice.tab
    ada = tab.account.users.get()
    Tab.objects.update(credit_limit=1000)
    ordered_by(ada, on(tab), now=DECEMBER, performance=later_on())
    issue_invoices(now=JANUARY)
    second = Invoice.objects.exclude(pk=invoice.pk).get()
    came((300, "Lighthouse", CODE))
    line = StatementLine.objects.get()
    by = {"actor": "desk", "now": JANUARY}

    with pytest.raises(LineUsed):
        book_for_invoice(line.pk, second.pk, **by)
    came((7, "Somebody", "flowers", "2026-12-24"))
    other = line_of("flowers")
    set_line_aside(other.pk, reason="not ours", **by)
    with pytest.raises(LineNotOpen):
        book_for_invoice(other.pk, second.pk, **by)
