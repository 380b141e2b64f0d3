"""What the database knows of its own tables, by which it chooses its ways."""

from typing import Final

from django.db import connection

# So many rows of each index are looked at: enough to choose by, done in a moment.
LOOKED_AT: Final = 1000


def renew_statistics() -> None:
    """Let the database look at its tables.

    Without it a join over a hundred thousand rows can take minutes instead of
    milliseconds. PostgreSQL looks by itself too, but some time after many rows were
    written. To be called then, and once a day.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit = {LOOKED_AT}")
        cursor.execute("ANALYZE")
