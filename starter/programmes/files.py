"""Opening a file of programmes, plain or gzipped, and finding its list."""

import gzip
import json
import zlib
from pathlib import Path
from typing import Any, Final

GZIP: Final = b"\x1f\x8b"
# The whole history of an orchestra of 180 years is about 60 MB.
MOST_BYTES: Final = 512 * 1024 * 1024


class UnreadableFile(Exception):
    """The file as a whole is no use; nothing of it may be taken."""

    def __init__(self, path: Path, reason: str) -> None:
        self.path = path
        self.reason = reason
        super().__init__(f"{path}: {reason}")


def programmes_in(path: Path) -> list[Any]:
    """Return the raw list of programmes. Raises UnreadableFile."""
    try:
        found = json.loads(_text(path))
    except json.JSONDecodeError as error:
        reason = f"no JSON at line {error.lineno}, column {error.colno}: {error.msg}"
        raise UnreadableFile(path, reason) from error
    except RecursionError as error:
        raise UnreadableFile(path, "lists within lists without end") from error
    rows = found.get("programs") if isinstance(found, dict) else None
    if not isinstance(rows, list):
        reason = "there is no list “programs” at its top"
        raise UnreadableFile(path, reason)
    return rows


def _text(path: Path) -> str:
    try:
        return _bytes(path).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(path, f"no UTF-8 at byte {error.start}") from error
    except EOFError as error:
        raise UnreadableFile(path, "the gzipped file ends too early") from error
    except (gzip.BadGzipFile, zlib.error) as error:
        raise UnreadableFile(path, f"the gzipped file is damaged: {error}") from error
    except OSError as error:
        raise UnreadableFile(path, error.strerror or str(error)) from error


def _bytes(path: Path) -> bytes:
    with path.open("rb") as plain:
        packed = plain.read(len(GZIP)) == GZIP
        plain.seek(0)
        with gzip.open(plain) if packed else plain as source:
            content: bytes = source.read(MOST_BYTES + 1)
    if len(content) > MOST_BYTES:
        raise UnreadableFile(path, f"more than {MOST_BYTES} bytes")
    return content
