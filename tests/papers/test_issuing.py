"""Papers have numbers without gap or double, and never change."""

import shutil
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from subprocess import run

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from reports.checking import check_invariants
from tests.factories import NOON
from tests.payments.orders import SOON, started
from ticketing.orders.models import OrderLine
from ticketing.papers.contents import InvoiceDetails, digest
from ticketing.papers.errors import NothingToWrite
from ticketing.papers.issuing import issue_credit_note, issue_invoice, issue_receipt
from ticketing.papers.models import Issuer, Paper, PaperSeries
from ticketing.papers.pdf import paper_pdf
from ticketing.papers.selectors import papers_of
from ticketing.payments import services
from ticketing.payments.models import Refund, RefundState
from ticketing.payments.refunds import give_back

pytestmark = pytest.mark.django_db
LATER = SOON + timedelta(hours=1)
COMPANY = InvoiceDetails(
    title="华灯文化有限公司", tax_number="91310000MA1FL0000X", fapiao="special"
)


def _paid(price="100", places=2):
    payment = started("counter", places=places, price=price)
    services.receive_payment(payment.pk, actor="desk", now=SOON)
    return payment.order


@pytest.fixture
def order(house):
    return _paid()


def _invoice(order, details=COMPANY):
    return issue_invoice(order.pk, details, now=SOON, actor="Ada")


def _returned(order):
    services.return_order(order.pk, now=LATER, actor="desk", reason="ill")
    refund = order.refunds.get()
    services.finish_refund(refund.pk, state="done", reference="", now=LATER)
    return refund


def test_an_invoice_has_lines_total_and_whom_it_is_for(order):
    paper = _invoice(order)

    assert paper.code == "INV-2026-000001"
    assert (paper.title, paper.tax_number) == (COMPANY.title, COMPANY.tax_number)
    assert [line["price"] for line in paper.data["lines"]] == ["100", "100"]
    assert paper.data["total"] == "200"
    assert digest(paper.data) == paper.digest


def test_numbers_follow_one_another_in_their_series(house):
    orders = [_paid(), _paid()]

    codes = [_invoice(one).code for one in orders]
    receipt = issue_receipt(orders[0].pk, now=SOON, actor="Ada")

    assert codes == ["INV-2026-000001", "INV-2026-000002"]
    assert receipt.code == "REC-2026-000001"
    assert check_invariants(now=SOON).offenders == []


def test_asking_again_gives_the_paper_that_is_there(order):
    first = _invoice(order)

    again = _invoice(order, replace(COMPANY, title="Somebody else"))

    assert again == first
    assert again.title == COMPANY.title
    assert PaperSeries.objects.get(code="INV-2026").last == 1


def test_an_order_that_is_not_paid_has_no_papers(house):
    order = started("counter").order

    for issue in (issue_invoice, issue_receipt):
        details = (COMPANY,) if issue is issue_invoice else ()
        with pytest.raises(NothingToWrite):
            issue(order.pk, *details, now=SOON, actor="Ada")
    assert not PaperSeries.objects.exists()


def test_a_receipt_says_how_and_when_money_came(order):
    paper = issue_receipt(order.pk, now=SOON, actor="Ada")

    (payment,) = paper.data["payments"]
    assert payment["method"]["en"] == "At the box office"
    assert (payment["day"], payment["amount"]) == ("2026-11-22", "200")


def test_a_credit_note_names_the_invoice_and_whom_it_was_for(order):
    invoice = _invoice(order)
    refund = _returned(order)

    paper = issue_credit_note(refund.pk, now=LATER, actor="Mei")

    assert paper.code == "CN-2026-000001"
    assert paper.data["invoice"] == invoice.code
    assert paper.title == COMPANY.title
    assert paper.data["total"] == "200"
    assert issue_credit_note(refund.pk, now=LATER, actor="Mei") == paper


@pytest.mark.parametrize("noted_before", [False, True])
def test_what_a_bank_refused_is_credited_once(order, noted_before):
    _invoice(order)
    refund = _returned(order)
    if noted_before:
        issue_credit_note(refund.pk, now=LATER, actor="Mei")
    Refund.objects.filter(pk=refund.pk).update(state=RefundState.FAILED)
    told = {"reference": "BANK 12", "actor": "Mei", "now": LATER}

    again = services.pay_back_by_hand(refund.pk, **told)

    if noted_before:
        with pytest.raises(NothingToWrite):
            issue_credit_note(again.pk, now=LATER, actor="Mei")
    else:
        note = issue_credit_note(again.pk, now=LATER, actor="Mei")
        assert note.data["total"] == "200"


def test_what_can_be_credited_asks_as_often_for_many_refunds(order):
    _invoice(order)
    line = order.lines.first()
    payment = order.payments.get()
    counts = []
    for _number in range(3):
        refund = give_back(payment, reason="x", now=LATER, amount=Decimal(1))
        refund.refund_lines.create(line=line, amount=Decimal(1))
        services.finish_refund(refund.pk, state="done", reference="", now=LATER)
        with CaptureQueriesContext(connection) as asked:
            found = papers_of(order)
        counts.append(len(asked))

    assert len(found.to_credit) == 3
    assert len(set(counts)) == 1


def test_without_an_invoice_there_is_nothing_to_credit(order):
    refund = _returned(order)

    with pytest.raises(NothingToWrite):
        issue_credit_note(refund.pk, now=LATER, actor="Mei")


def test_tax_is_summed_by_its_rate(order):
    lines = list(order.lines.all())
    for line, rate, tax in zip(lines, (6, 13), ("5.66", "11.50"), strict=True):
        found = OrderLine.objects.filter(pk=line.pk)
        found.update(tax_rate=rate, tax=Decimal(tax))

    paper = _invoice(order)

    assert [list(tax.values()) for tax in paper.data["taxes"]] == [
        ["6", "94.34", "5.66", "100"],
        ["13", "88.5", "11.5", "100"],
    ]


def test_a_paper_stays_as_it_is_whatever_the_house_changes(order):
    Issuer.objects.create(pk=1, name_en="Lamp Ltd", tax_number="GB 1")
    paper = _invoice(order)
    before = paper_pdf(paper.data, "en")

    Issuer.objects.update(name_en="Other Ltd")
    OrderLine.objects.update(description_en="Something else")
    paper.refresh_from_db()

    assert paper.data["issuer"]["name"]["en"] == "Lamp Ltd"
    assert paper_pdf(paper.data, "en") == before


@pytest.mark.parametrize(
    "change",
    ["UPDATE papers_paper SET number = 7", "DELETE FROM papers_paper"],
    ids=["update", "delete"],
)
def test_the_database_refuses_to_change_a_paper(order, change):
    _invoice(order)

    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(change)


def _text_of(document, tmp_path):
    file = tmp_path / "paper.pdf"
    file.write_bytes(document)
    said = run(["pdftotext", "-layout", file, "-"], capture_output=True, check=True)
    return said.stdout.decode()


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler is not here")
def test_the_pdf_speaks_both_languages(order, tmp_path):
    paper = _invoice(order)

    english = _text_of(paper_pdf(paper.data, "en"), tmp_path)
    chinese = _text_of(paper_pdf(paper.data, "zh-hans"), tmp_path)

    for text in (english, chinese):
        for told in (paper.code, COMPANY.title, COMPANY.tax_number, "¥200.00"):
            assert told in text
    assert "Invoice" in english
    assert "华灯剧院" in chinese
    assert "Invoice" not in chinese


def test_a_gap_in_the_numbers_is_named(order):
    _invoice(order)
    PaperSeries.objects.update(last=3)

    (offender,) = check_invariants(now=SOON).offenders

    assert offender["invariant"] == "papers_are_numbered_without_gap"


def test_a_paper_that_says_something_else_is_named(order):
    paper = _invoice(order)
    series = PaperSeries.objects.create(code="X-2026", last=1)
    Paper.objects.create(
        kind="receipt", series=series, number=1, code="X", order=paper.order,
        data={"total": "1"}, digest="0", issued_at=NOON, issued_by="",
    )  # fmt: skip

    (offender,) = check_invariants(now=SOON).offenders

    assert offender == {"invariant": "papers_are_as_issued", "paper": "X"}
