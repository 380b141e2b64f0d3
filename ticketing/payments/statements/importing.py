"""From an uploaded file to lines that are matched, in steps that can be cut off.

A file is first a draft, of which staff see what would be read. Its import is a
task that plans itself anew after each step: killed in the middle it goes on, and
each step may run twice.
"""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any, Final, TypeVar

from django.db import OperationalError, transaction

from ground.crash import crash_point
from ground.money import ZERO
from ticketing.house.models import the_house
from ticketing.payments.statements.booking import book_certain, suggestions_of
from ticketing.payments.statements.candidates import asked_of, index_for
from ticketing.payments.statements.columns import Columns
from ticketing.payments.statements.guessing import guess
from ticketing.payments.statements.invoices import book_named
from ticketing.payments.statements.lines import BankLine, fingerprints, tidy
from ticketing.payments.statements.matching import Verdict, judge
from ticketing.payments.statements.models import (
    FileState,
    LineState,
    StatementFile,
    StatementLayout,
    StatementLine,
    Suggestion,
)
from ticketing.payments.statements.readers import read_lines, reader, reader_of

log = logging.getLogger(__name__)
AT_ONCE: Final = 500
# So many are booked before the worker looks whether something is more urgent.
BOOKED_AT_ONCE: Final = 100
SHOWN: Final = 10
DRAFTS_LAST: Final = timedelta(days=1)
Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Preview:
    """What an import would bring, without having kept any of it."""

    lines: Sequence[BankLine]
    count: int
    known: int
    came: dict[str, Decimal]

    @property
    def new(self) -> int:
        return self.count - self.known


def upload_statement(
    name: str, content: bytes, *, actor: str, now: datetime
) -> StatementFile:
    """Keep a file as a draft. Raises UnknownForm or TooLarge."""
    found = reader_of(content)
    columns: dict[str, Any] = {}
    if found.needs_columns:
        columns = guess(content, currency=the_house().currency).as_json()
    return StatementFile.objects.create(
        name=tidy(name, 200),
        kind=found.code,
        columns=columns,
        content=content,
        uploaded_by=actor,
        uploaded_at=now,
    )


def preview_statement(file: StatementFile, columns: Columns) -> Preview:
    """Read a draft without keeping anything. Raises a NotImported."""
    lines = read_lines(file.kind, bytes(file.content), columns)
    names = [name for _line, name in fingerprints(lines)]
    known = sum(
        StatementLine.objects.filter(fingerprint__in=part).count()
        for part in _parts(names)
    )
    came: dict[str, Decimal] = {}
    for line in lines:
        if line.amount > ZERO:
            came[line.currency] = came.get(line.currency, ZERO) + line.amount
    return Preview(lines[:SHOWN], len(lines), known, came)


def start_import(
    file_id: int, columns: Columns, *, layout: str = "", now: datetime
) -> StatementFile:
    """Begin to import a draft; pressed twice is once. Raises a NotImported.

    `layout` is the name under which the columns are kept for the next time.
    """
    file = StatementFile.objects.get(pk=file_id)
    if not file.is_draft:
        return file
    # Read before anything is locked: it may take seconds.
    count = len(read_lines(file.kind, bytes(file.content), columns))
    if not reader(file.kind).needs_columns:
        columns, layout = Columns(), ""
    return _begin(file_id, columns, count=count, layout=layout, now=now)


@transaction.atomic
def _begin(
    file_id: int, columns: Columns, *, count: int, layout: str, now: datetime
) -> StatementFile:
    from ticketing.payments.tasks import import_statement  # noqa: PLC0415 it calls us

    file = StatementFile.objects.select_for_update(no_key=True).get(pk=file_id)
    if not file.is_draft:
        return file
    file.state, file.line_count, file.uploaded_at = FileState.RUNNING, count, now
    file.columns = columns.as_json()
    file.save(update_fields=["line_count", "state", "uploaded_at", "columns"])
    if layout:
        StatementLayout.objects.update_or_create(
            name=layout[:80], defaults={"columns": columns.as_json()}
        )
    import_statement.enqueue(file.pk)
    return file


def forget_drafts(*, now: datetime) -> int:
    """Let go of files that nobody went on to import; return how many."""
    drafts = StatementFile.objects.filter(
        state=FileState.DRAFT, uploaded_at__lte=now - DRAFTS_LAST
    )
    return drafts.delete()[0]


def go_on(file_id: int, *, now: datetime) -> bool:
    """Take the next step of an import; say whether there is another."""
    file = StatementFile.objects.get(pk=file_id)
    if not file.is_running:
        return False
    if file.content:
        _keep_lines(file)
        return True
    new = StatementLine.objects.filter(file=file, state=LineState.NEW)
    if new.exists():
        book_named(new.order_by("pk"), now=now)
        match_lines(list(new.order_by("pk")))
        return True
    certain = StatementLine.objects.filter(file=file, state=LineState.CERTAIN)
    some = list(certain.order_by("pk").values_list("pk", flat=True)[:BOOKED_AT_ONCE])
    for line_id in some:
        _book(line_id, now=now)
        crash_point("statement-line-booked")
    if some:
        return True
    StatementFile.objects.filter(pk=file_id).update(state=FileState.DONE, done_at=now)
    return False


def _book(line_id: int, *, now: datetime) -> None:
    """Book one line; what goes wrong with it is the desk's, and stops no other."""
    try:
        book_certain(line_id, now=now)
    except OperationalError:
        raise
    except Exception:
        log.exception("line %s of a statement could not be booked", line_id)
        certain = StatementLine.objects.filter(pk=line_id, state=LineState.CERTAIN)
        certain.update(state=LineState.OPEN)


def _keep_lines(file: StatementFile) -> None:
    """Write down each line that is not there yet; then the content can go."""
    columns = Columns.from_json(file.columns)
    lines = read_lines(file.kind, bytes(file.content), columns)
    rows = [_row(file, line, name) for line, name in fingerprints(lines)]
    for part in _parts(rows):
        # What another file has brought, or this one before it was cut off, stays.
        StatementLine.objects.bulk_create(part, ignore_conflicts=True)
        crash_point("statement-lines-kept")
    StatementFile.objects.filter(pk=file.pk).update(content=b"")


def _row(file: StatementFile, line: BankLine, fingerprint: str) -> StatementLine:
    came = line.amount > ZERO
    return StatementLine(
        file=file,
        position=line.position,
        fingerprint=fingerprint,
        account=line.account,
        booked_on=line.booked_on,
        amount=line.amount,
        currency=line.currency,
        name=line.name,
        counter_account=line.counter_account,
        purpose=line.purpose,
        bank_reference=line.bank_reference,
        state=LineState.NEW if came else LineState.OUTGOING,
    )


def match_lines(lines: Sequence[StatementLine]) -> None:
    """Say of each new line which orders it may be for."""
    index = index_for(lines)
    for part in _parts(lines):
        # Judged before the lock is taken, which on SQLite is everybody's.
        _match([(line, judge(asked_of(line), index)) for line in part])
        crash_point("statement-lines-matched")


@transaction.atomic
def _match(verdicts: Sequence[tuple[StatementLine, Verdict]]) -> None:
    Suggestion.objects.bulk_create(
        (row for line, verdict in verdicts for row in suggestions_of(line, verdict)),
        ignore_conflicts=True,
    )
    for is_certain, state in ((True, LineState.CERTAIN), (False, LineState.OPEN)):
        these = [li.pk for li, found in verdicts if found.is_certain == is_certain]
        new = StatementLine.objects.filter(pk__in=these, state=LineState.NEW)
        new.update(state=state)


def _parts(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    for start in range(0, len(items), AT_ONCE):
        yield items[start : start + AT_ONCE]
