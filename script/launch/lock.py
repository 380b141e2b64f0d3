"""One start at a time in one folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from launch.failures import CannotGoOn

# Windows locks bytes against reading too: one far behind the words is taken.
LOCKED_BYTE = 1 << 20


@contextmanager
def only_one(path: Path, *, doing: str) -> Iterator[IO[str]]:
    """Hold the lock until the block ends or the process dies, however it dies.

    Refuses with the words of the one who holds it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a+", encoding="utf-8") as file:
        try:
            take(file)
        except OSError:
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise CannotGoOn(f"{doing} already ({holder}).") from None
        write_holder(file, f"process {os.getpid()}")
        yield file


def write_holder(file: IO[str], words: str) -> None:
    """Tell whoever comes next who is here."""
    file.seek(0)
    file.truncate()
    file.write(words + "\n")
    file.flush()


def take(file: IO[str]) -> None:
    if os.name == "nt":
        import msvcrt  # noqa: PLC0415 - Windows alone has it.

        file.seek(LOCKED_BYTE)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    else:
        import fcntl  # noqa: PLC0415 - Windows has none.

        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
