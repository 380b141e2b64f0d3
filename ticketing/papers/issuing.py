"""Issuing papers: the number and the paper in one transaction.

The series is locked until the paper is written, so that two never get one number, and
what is not written has used none. Asking again gives the paper that is there.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Final

from django.db import transaction

from ground.crash import crash_point
from ground.inserting import add
from ticketing.house.models import the_house
from ticketing.orders import services as orders
from ticketing.orders.models import Order
from ticketing.papers.contents import (
    Data,
    InvoiceDetails,
    Sent,
    digest,
    frame,
    lines_of,
    payments_of,
    refund_of,
    sent_of,
)
from ticketing.papers.errors import NothingToWrite
from ticketing.papers.models import Paper, PaperKind, PaperSeries
from ticketing.payments.models import Refund, RefundState

PREFIXES: Final = {
    PaperKind.INVOICE: "INV",
    PaperKind.RECEIPT: "REC",
    PaperKind.CREDIT_NOTE: "CN",
    PaperKind.DELIVERY: "DN",
}
DIGITS: Final = 6


@transaction.atomic
def issue_invoice(
    order_id: int, details: InvoiceDetails, *, now: datetime, actor: str
) -> Paper:
    """An invoice of what a paid order holds. Raises NothingToWrite."""
    order = orders.lock_order(order_id)
    data = frame(order, the_house(), details, now) | _live_lines(order)
    return _issued(PaperKind.INVOICE, order, data, now=now, actor=actor)


@transaction.atomic
def issue_receipt(order_id: int, *, now: datetime, actor: str) -> Paper:
    """A receipt for what came for a paid order. Raises NothingToWrite."""
    order, house = orders.lock_order(order_id), the_house()
    data = frame(order, house, InvoiceDetails(), now) | _live_lines(order)
    data["payments"] = payments_of(order, house)
    return _issued(PaperKind.RECEIPT, order, data, now=now, actor=actor)


@transaction.atomic
def issue_credit_note(refund_id: int, *, now: datetime, actor: str) -> Paper:
    """A credit note of money that went back for lines of an invoice.

    Raises NothingToWrite where there was no invoice when the lines were given back.
    """
    found = Refund.objects.select_related("order").get(pk=refund_id)
    order, house = orders.lock_order(found.order_id), the_house()
    refund = Refund.objects.get(pk=refund_id)
    shares = [
        (row.line, row.amount)
        for row in refund.refund_lines.select_related("line").order_by("line__position")
    ]
    invoice = Paper.objects.filter(order=order, kind=PaperKind.INVOICE).first()
    noted = noted_refunds(Paper.objects.filter(refund=refund.replaces_id or 0))
    if not shares or invoice is None or not is_credited(refund, invoice, noted):
        raise NothingToWrite
    data = frame(order, house, InvoiceDetails(), now) | lines_of(order, shares)
    data |= {"buyer": invoice.data["buyer"], "invoice": invoice.code}
    data["refund"] = refund_of(refund, house)
    return _issued(
        PaperKind.CREDIT_NOTE, order, data, now=now, actor=actor, refund=refund
    )


@transaction.atomic
def issue_delivery_note(
    order_id: int, sent: Sent, *, now: datetime, actor: str
) -> Paper:
    """What was packed of a paid order, and where it goes. Raises NothingToWrite."""
    order = orders.lock_order(order_id)
    if not sent.lines:
        raise NothingToWrite
    data = frame(order, the_house(), sent.to, now) | sent_of(sent)
    return _issued(PaperKind.DELIVERY, order, data, now=now, actor=actor)


def is_credited(refund: Refund, invoice: Paper, noted: Collection[int | None]) -> bool:
    """Whether what went back had been on that invoice, and is on no credit note.

    `noted` are the refunds with a note: one that a bank refused may have had its note
    before somebody paid by hand. Asks nothing where the refund's lines are loaded.
    """
    if refund.replaces_id in noted and refund.replaces_id is not None:
        return False
    invoiced = {row["line"] for row in invoice.data["lines"]}
    went = {row.line_id for row in refund.refund_lines.all()}
    return refund.state == RefundState.DONE and went <= invoiced


def noted_refunds(papers: Iterable[Paper]) -> set[int | None]:
    """The refunds that these papers credit."""
    return {paper.refund_id for paper in papers}


def _live_lines(order: Order) -> Data:
    lines = [line for line in order.lines.live() if line.price]
    if not order.has_tickets or not lines:
        raise NothingToWrite
    return lines_of(order, [(line, line.price) for line in lines])


def _issued(
    kind: PaperKind,
    order: Order,
    data: Data,
    *,
    now: datetime,
    actor: str,
    refund: Refund | None = None,
) -> Paper:
    """The paper that is there, or a new one; the caller holds the order's lock."""
    there = Paper.objects.filter(order=order, kind=kind, refund=refund).first()
    if there is not None:
        return there
    series = next_of(f"{PREFIXES[kind]}-{data['issued_on'][:4]}")
    crash_point("paper-numbered")
    code = f"{series.code}-{series.last:0{DIGITS}d}"
    paper = Paper(
        kind=kind,
        series=series,
        number=series.last,
        code=code,
        order=order,
        refund=refund,
        issued_at=now,
        issued_by=actor[:200],
        **_said(data | {"kind": str(kind), "code": code}),
    )
    add(paper)
    crash_point("paper-written")
    return paper


def _said(data: Data) -> Data:
    """What stands on it; whom it is for also in columns, to be found by."""
    buyer = data["buyer"]
    return {
        "title": buyer["name"],
        "tax_number": buyer["tax_number"],
        "fapiao": buyer["fapiao"],
        "data": data,
        "digest": digest(data),
    }


def next_of(code: str) -> PaperSeries:
    """Count the series up under its lock, which lasts until the commit."""
    PaperSeries.objects.get_or_create(code=code)
    series = PaperSeries.objects.select_for_update(no_key=True).get(code=code)
    series.last += 1
    series.save(update_fields=["last"])
    return series
