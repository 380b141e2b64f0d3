"""What a shift comes to: the sums of its Z report."""

from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count, QuerySet, Sum

from ground.money import ZERO
from ticketing.payments.till.models import EntryKind, Shift, Tender, TillEntry


@dataclass(frozen=True, slots=True)
class Sums:
    """One kind of line by one tender."""

    kind: EntryKind
    tender: Tender
    count: int
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Report:
    """A shift with its sums; `cash` is what should be in the drawer."""

    shift: Shift
    rows: list[Sums]
    journal: list[TillEntry]

    @property
    def cash(self) -> Decimal:
        rows = [row.amount for row in self.rows if row.tender == Tender.CASH]
        start: Decimal = self.shift.start
        return start + sum(rows, ZERO)

    @property
    def terminal(self) -> Decimal:
        """What the terminal's own slip should say."""
        rows = [row.amount for row in self.rows if row.tender == Tender.TERMINAL]
        return sum(rows, ZERO)


def report(shift: Shift) -> Report:
    """Read a shift's sums and its journal: two queries."""
    rows = shift.journal.order_by().values_list("kind", "tender")
    counted = {
        (kind, tender): (count, amount)
        for kind, tender, count, amount in rows.annotate(
            count=Count("pk"), sum=Sum("amount")
        )
    }
    sums = [
        Sums(kind, tender, *counted[kind, tender])
        for kind in EntryKind
        for tender in Tender
        if (kind, tender) in counted
    ]
    return Report(shift, sums, list(journal_of(shift)))


def journal_of(shift: Shift) -> QuerySet[TillEntry]:
    return shift.journal.select_related("payment__order", "refund__order").order_by(
        "pk"
    )
