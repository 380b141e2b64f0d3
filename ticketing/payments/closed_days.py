"""Days of the ledger that are closed, kept so by the database itself.

Whoever adds to the ledger shares a lock with all others who do, until their
transaction ends; whoever closes has it alone. So a closing sees every entry of its
days, and what is added after it belongs to the open day. SQLite has one writer at a
time and needs no more.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, Final

from django.db import connection, migrations

from ticketing.payments.models import Closing

# Names the lock among all advisory locks of a PostgreSQL database; in the triggers
# below as well, which are written once.
LOCK: Final = 7_225_001
_POSTGRESQL: Final = """
CREATE OR REPLACE FUNCTION payments_date_openly() RETURNS trigger AS $$
DECLARE opens timestamptz;
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7225001);
  opens := (SELECT max(ends_at) FROM payments_closing);
  IF NEW.at < opens THEN NEW.at := opens; END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER payments_movement_day BEFORE INSERT ON payments_movement
  FOR EACH ROW EXECUTE FUNCTION payments_date_openly();

CREATE OR REPLACE FUNCTION payments_refuse_closed() RETURNS trigger AS $$
BEGIN
  PERFORM pg_advisory_xact_lock_shared(7225001);
  IF (SELECT at FROM payments_movement WHERE id = NEW.movement_id)
    < (SELECT max(ends_at) FROM payments_closing)
  THEN RAISE EXCEPTION 'the day is closed'; END IF;
  RETURN NEW;
END $$ LANGUAGE plpgsql;
CREATE TRIGGER payments_entry_day BEFORE INSERT ON payments_entry
  FOR EACH ROW EXECUTE FUNCTION payments_refuse_closed();
"""
_SQLITE: Final = (
    "CREATE TRIGGER payments_movement_day BEFORE INSERT ON payments_movement "
    "WHEN NEW.at < (SELECT max(ends_at) FROM payments_closing) "
    "BEGIN SELECT RAISE(ABORT, 'the day is closed'); END",
    "CREATE TRIGGER payments_entry_day BEFORE INSERT ON payments_entry "
    "WHEN (SELECT at FROM payments_movement WHERE id = NEW.movement_id) < "
    "(SELECT max(ends_at) FROM payments_closing) "
    "BEGIN SELECT RAISE(ABORT, 'the day is closed'); END",
)


def openly(at: datetime) -> datetime:
    """The moment under which something of that moment is booked.

    That is itself, or the first moment that is open. On PostgreSQL the database
    says so when the row comes, under its lock.
    """
    if connection.vendor == "postgresql":
        return at
    opens = Closing.objects.last_moment()
    return at if opens is None else max(at, opens)


def wait_for_all_who_book() -> None:
    """Have the ledger alone until the transaction ends."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def keep_closed_days() -> migrations.RunPython:
    """Return the migration step that makes the database keep closed days."""
    return migrations.RunPython(_make, _drop)


def _make(_apps: Any, schema_editor: Any) -> None:
    execute: Callable[..., None] = schema_editor.execute
    if schema_editor.connection.vendor == "postgresql":
        execute(_POSTGRESQL, params=None)
        return
    for statement in _SQLITE:
        execute(statement)


def _drop(_apps: Any, schema_editor: Any) -> None:
    of_postgresql = schema_editor.connection.vendor == "postgresql"
    for table in ("movement", "entry"):
        on = f" ON payments_{table}" if of_postgresql else ""
        schema_editor.execute(f"DROP TRIGGER payments_{table}_day{on}")
