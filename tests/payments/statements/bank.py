"""A bank that writes statements about orders, and a worker that imports them."""

from tests.factories import NOON
from ticketing.payments.statements.columns import Columns
from ticketing.payments.statements.importing import (
    go_on,
    start_import,
    upload_statement,
)
from ticketing.payments.statements.models import StatementLine

COLUMNS = Columns(date=1, amount=2, name=3, purpose=4)


def table(*rows):
    """A statement with these rows: amount, payer, purpose and maybe a day."""
    text = ["date,amount,payer,purpose"]
    for amount, payer, purpose, *day in rows:
        text.append(f"{day[0] if day else '2026-11-22'},{amount},{payer},{purpose}")
    return "\n".join(text).encode()


def begun(content, *, now=NOON, columns=COLUMNS):
    file = upload_statement("bank.csv", content, actor="desk", now=now)
    return start_import(file.pk, columns, now=now)


def imported(content, **options):
    """Upload a file, and be the worker until all of it is done."""
    file = begun(content, **options)
    while go_on(file.pk, now=options.get("now", NOON)):
        pass
    file.refresh_from_db()
    return file


def line_of(purpose):
    return StatementLine.objects.get(purpose=purpose)
