"""Making a backup while the house goes on selling."""

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from ground.backups import postgresql, schema, sqlite
from ground.backups.archive import Writer, seal, writing


def default_path(now: datetime) -> Path:
    """Where backups lie unless asked otherwise; named for the moment (UTC)."""
    folder: Path = settings.VAR / "backups"
    return folder / f"marquee-{now:%Y%m%dT%H%M%SZ}.tar.gz"


def make_backup(path: Path, *, now: datetime) -> dict[str, Any]:
    """Write database, uploads and keys into one file; return its manifest.

    The database is that of one moment; uploads are read after it, so that none
    of which it knows is missing. Raises BackupRefused.
    """
    with writing(path) as writer:
        with _dumped() as (dump, name, found):
            writer.add_file(dump, name)
        writer.add_folder(Path(settings.MEDIA_ROOT), "media")
        writer.add_folder(Path(settings.MARQUEE_KEYS), "keys")
        _add_record(writer)
        manifest = {"made_at": now.isoformat(), "vendor": connection.vendor, **found}
        seal(writer, manifest)
    return manifest


@contextmanager
def _dumped() -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Yield the dump, its name in the archive, and what is in it."""
    with tempfile.TemporaryDirectory(prefix="marquee-") as scratch:
        folder = Path(scratch)
        if connection.vendor == "postgresql":
            with postgresql.one_snapshot() as snapshot:
                found = {"schema": schema.applied(), "rows": schema.row_counts()}
                dump = postgresql.dump(folder, snapshot)
            yield dump, postgresql.NAME, found
        else:
            dump = sqlite.dump(folder)
            found = {"schema": schema.applied(), "rows": sqlite.row_counts(dump)}
            yield dump, sqlite.NAME, found


def _add_record(writer: Writer) -> None:
    """Keep what `script/server` knows of the house, so that it fills none anew.

    Without the mark of its code: the next start looks whether to migrate.
    """
    record: Path = settings.VAR / "house.json"
    if record.exists():
        known = {**json.loads(record.read_text("utf-8")), "code": ""}
        writer.add_text("house.json", json.dumps(known))
