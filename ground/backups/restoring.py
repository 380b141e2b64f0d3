"""Restoring a backup: checked beside everything, then put in place."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection

from ground.backups import BackupRefused, postgresql, schema, sqlite
from ground.backups.archive import unpack

# Made by the settings themselves as soon as any program starts.
SECRET = "secret"  # noqa: S105 the name of a file


def what_is_there() -> list[str]:
    """Name what a restore would replace; empty where the house is new."""
    there = []
    if not schema.is_empty():
        there.append("the database")
    if _files(Path(settings.MEDIA_ROOT)):
        there.append("uploads")
    if [f for f in _files(Path(settings.MARQUEE_KEYS)) if f.name != SECRET]:
        there.append("keys")
    return there


def _files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def restore_backup(path: Path, *, replace: bool = False) -> dict[str, Any]:
    """Put a backup in the place of an empty house; return its manifest.

    Nothing of the house is touched before the whole backup has been checked.
    Raises BackupRefused, also where the house is not empty, unless `replace`.
    No other program may use the house meanwhile.
    """
    settings.VAR.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=settings.VAR) as scratch:
        folder = Path(scratch)
        manifest = unpack(path, folder)
        _require_fitting(manifest, folder)
        there = what_is_there()
        if there and not replace:
            message = f"This house is not empty: it has {', '.join(there)}."
            raise BackupRefused(message)
        with _in_place_of(_folders(folder), scratch=folder / "former"):
            _restore_database(folder, manifest)
    return manifest


def _require_fitting(manifest: dict[str, Any], folder: Path) -> None:
    if manifest["vendor"] != connection.vendor:
        message = (
            f"This backup is of {manifest['vendor']} and this house is on"
            f" {connection.vendor}: restore it there, then `manage.py move_database`."
        )
        raise BackupRefused(message)
    schema.require_known(manifest["schema"])
    if connection.vendor == "sqlite":
        sqlite.require_whole(folder / sqlite.NAME, manifest["rows"])


def _folders(folder: Path) -> list[tuple[Path, Path]]:
    """Pairs of what was unpacked and where it belongs."""
    pairs = [
        (folder / "media", Path(settings.MEDIA_ROOT)),
        (folder / "keys", Path(settings.MARQUEE_KEYS)),
        (folder / "house.json", settings.VAR / "house.json"),
    ]
    if connection.vendor == "sqlite":
        connection.close()
        database = Path(connection.settings_dict["NAME"])
        # The former journal goes with the former database.
        pairs += [(folder / "nothing", f) for f in sqlite.database_files(database)]
        pairs.append((folder / sqlite.NAME, database))
    return pairs


@contextmanager
def _in_place_of(pairs: list[tuple[Path, Path]], *, scratch: Path) -> Iterator[None]:
    """Swap by renaming; whatever goes wrong, what was there comes back."""
    scratch.mkdir()
    done: list[tuple[Path, Path]] = []
    try:
        for number, (new, place) in enumerate(pairs):
            former = scratch / str(number)
            if place.exists():
                shutil.move(place, former)
            done.append((former, place))
            if new.exists():
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(new, place)
        yield
    except BaseException:
        for former, place in reversed(done):
            _remove(place)
            if former.exists():
                shutil.move(former, place)
        raise


def _remove(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _restore_database(folder: Path, manifest: dict[str, Any]) -> None:
    if connection.vendor == "postgresql":
        with postgresql.cleared():
            postgresql.restore(folder / postgresql.NAME)
            _require_rows(manifest)
    else:
        _require_rows(manifest)


def _require_rows(manifest: dict[str, Any]) -> None:
    if schema.row_counts() != manifest["rows"]:
        message = "The restored database has not the rows that were backed up."
        raise BackupRefused(message)
