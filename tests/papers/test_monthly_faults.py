"""One company or line that fails keeps no other waiting, and is named."""

from decimal import Decimal

import pytest
from django.db import connection

from tests.factories import NOON
from tests.papers.test_monthly import DECEMBER, JANUARY, later_on
from tests.payments.companies import clerk, company, on, ordered_by
from tests.payments.statements.bank import imported, table
from ticketing.papers.monthly import NotIssued, issue_invoices
from ticketing.payments.on_account.keeping import block_or_open, keep_tab
from ticketing.payments.on_account.models import Invoice, Tab, TabPayment
from ticketing.payments.on_account.owing import tab_was_made
from ticketing.payments.on_account.settling import settle_invoice
from ticketing.payments.statements.booking import reference_of
from ticketing.payments.statements.invoices import book_named
from ticketing.payments.statements.models import LineState, StatementLine

pytestmark = pytest.mark.django_db


@pytest.fixture
def tabs(house):
    """Two companies that owe 100 each."""
    tab_was_made()
    both = [company(clerk(), name=name) for name in ("Lighthouse", "Harbour")]
    for tab in both:
        ordered_by(tab.account.users.get(), on(tab), now=NOON)
    return both


@pytest.mark.skipif(connection.vendor != "sqlite", reason="its column takes less")
def test_a_company_that_fails_is_named_and_the_others_get_their_invoice(tabs):
    broken, other = tabs
    # A day beyond all calendars.
    Tab.objects.filter(pk=broken.pk).update(payment_days=10**7)

    with pytest.raises(NotIssued, match="Lighthouse") as failed:
        issue_invoices(now=DECEMBER)

    assert failed.value.names == ("Lighthouse",)
    assert Invoice.objects.get().tab == other


def test_a_line_that_fails_is_the_desks_and_the_others_are_booked(tabs):
    codes = ["ACC-2026-000001", "ACC-2026-000002"]
    imported(table(*((100, "x", code) for code in codes)), now=NOON)
    issue_invoices(now=DECEMBER)
    again = {"now": DECEMBER, "performance": later_on()}
    ordered_by(tabs[1].account.users.get(), on(tabs[1]), **again)
    issue_invoices(now=JANUARY)
    lines = list(StatementLine.objects.order_by("pk"))
    # Somebody has typed the bank's own reference of the first for another invoice.
    third = Invoice.objects.latest("pk")
    taken = reference_of(lines[0])
    settle_invoice(third.pk, Decimal(1), actor="x", now=JANUARY, reference=taken)
    StatementLine.objects.update(state=LineState.NEW)

    book_named(lines, now=JANUARY)

    states = list(StatementLine.objects.order_by("pk").values_list("state", flat=True))
    assert states == [LineState.NEW, LineState.INVOICED]
    assert TabPayment.objects.count() == 2


def test_whoever_changes_the_terms_does_not_open_what_is_blocked(tabs):
    tab = tabs[0]
    open_form = Tab.objects.select_related("account").get(pk=tab.pk)
    block_or_open(tab, blocks=True, now=NOON)

    open_form.credit_limit = Decimal(900)
    keep_tab(open_form, "Lighthouse", [])

    kept = Tab.objects.get(pk=tab.pk)
    assert kept.blocked_at == NOON
    assert kept.credit_limit == 900
