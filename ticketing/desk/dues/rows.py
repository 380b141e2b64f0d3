"""What the desk reads of a due."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db.models import Prefetch, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ticketing.desk.house_time import house_clock
from ticketing.dues.models import Due, Letter
from ticketing.orders.models import Order


@dataclass(frozen=True, slots=True)
class DueRow:
    """One due; `days` is how long it is owed, None while it is not."""

    due: Due
    order: Order | None
    state: str
    days: int | None
    sent: list[str]

    @property
    def amount(self) -> Decimal | None:
        return self.order.total if self.order else None

    @property
    def has_papers(self) -> bool:
        return self.order is not None and self.order.has_tickets


def due_rows(dues: QuerySet[Due], now: datetime) -> list[DueRow]:
    """Two queries, however many they are."""
    letters = Letter.objects.filter(is_left_out=False).select_related("reminder")
    told = dues.select_related("account", "level", "order", "waived_by")
    known = told.prefetch_related(Prefetch("letters", queryset=letters))
    return [_row(due, now) for due in known]


def _row(due: Due, now: datetime) -> DueRow:
    days = None
    if due.is_owed and due.begins_at is not None and due.begins_at <= now:
        days = (now - due.begins_at).days
    sent = [_letter(letter) for letter in due.letters.all()]
    return DueRow(due, due.order, _state(due), days, sent)


def _state(due: Due) -> str:
    if due.waived_at is not None:
        told = {"reason": due.waive_reason, "name": str(due.waived_by or "")}
        return _("waived by %(name)s: %(reason)s") % told
    if due.closed_at is not None:
        return pgettext("due", "closed")
    if due.membership_id is not None:
        return f"{pgettext('due', 'paid')} {house_clock(due.paid_at)}".strip()
    return pgettext("due", "owed")


def _letter(letter: Letter) -> str:
    days = f"{letter.reminder.days:+d}"
    if letter.sent_at is not None:
        return f"{days}: {house_clock(letter.sent_at)}"
    if letter.begun_at is not None:
        return _("%(days)s: may have left") % {"days": days}
    return _("%(days)s: waits") % {"days": days}


def table(rows: Iterable[DueRow]) -> Iterator[list[object]]:
    """The rows for a spreadsheet, with the names of its columns."""
    yield [
        *(_("Member"), _("E-mail address"), _("Level"), pgettext("due", "Due")),
        *(pgettext("due", "State"), _("Days owed"), _("Amount"), _("Currency")),
        *(_("Order"), _("What was sent")),
    ]
    for row in rows:
        due, order = row.due, row.order
        yield [
            *(due.account.name, order.buyer_email if order else "", due.level.name),
            *(house_clock(due.begins_at), row.state, row.days, row.amount),
            *(order.currency if order else "", order.number if order else ""),
            "; ".join(row.sent),
        ]
