"""What the database knows of its own tables, by which it chooses its ways."""

from typing import Final

from django.db import connection

# So many rows of each index are looked at: enough to choose by, done in a moment.
LOOKED_AT: Final = 1000


def renew_statistics() -> None:
    """Let SQLite look at its tables; PostgreSQL does so by itself.

    Without it a join over a hundred thousand shows can take minutes instead of
    milliseconds. To be called after many rows were written, and once a day.
    """
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA analysis_limit = {LOOKED_AT}")
        cursor.execute("ANALYZE")
