"""The papers of an order, and which can still be issued."""

from dataclasses import dataclass

from ticketing.orders.models import Order
from ticketing.papers.issuing import is_credited, noted_refunds
from ticketing.papers.models import Paper, PaperKind
from ticketing.payments.models import Refund


@dataclass(frozen=True, slots=True)
class Papers:
    """What there is, in the order of issue, and what may be asked for."""

    issued: list[Paper]
    may_invoice: bool
    may_receipt: bool
    to_credit: list[Refund]


def papers_of(order: Order) -> Papers:
    issued = list(Paper.objects.filter(order=order).order_by("pk"))
    by_kind = {paper.kind: paper for paper in issued}
    has_lines = order.has_tickets and order.lines.live().filter(price__gt=0).exists()
    invoice = by_kind.get(PaperKind.INVOICE)
    return Papers(
        issued=issued,
        may_invoice=has_lines and invoice is None,
        may_receipt=has_lines and PaperKind.RECEIPT not in by_kind,
        to_credit=_to_credit(order, issued, invoice) if invoice else [],
    )


def _to_credit(order: Order, issued: list[Paper], invoice: Paper) -> list[Refund]:
    noted = noted_refunds(issued)
    refunds = order.refunds.filter(refund_lines__isnull=False).distinct()
    return [
        refund
        for refund in refunds.order_by("pk").prefetch_related("refund_lines")
        if refund.pk not in noted and is_credited(refund, invoice, noted)
    ]
