"""Which workers live: each writes a beat, all look whether the others' go on."""

import os
import socket
import threading
import time
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import DatabaseError, InterfaceError, connections

from ground.models import WorkerBeat

BEAT_SECONDS: Final = 10
# A worker whose beat has not changed for so long is dead; a process of this
# machine that still runs may only be waiting for the database.
SILENT_SECONDS: Final = 60
WAITING_SECONDS: Final = 600


def this_host() -> str:
    """Name this machine and, where it has them, its space of process ids.

    Two containers can have one name; their process ids mean different things.
    """
    space = Path("/proc/self/ns/pid")
    inside = space.readlink().name if space.is_symlink() else ""
    return f"{socket.gethostname()} {inside}".strip()[:200]


def process_lives(pid: int) -> bool:
    """Whether that process of this machine runs; true where nobody can say."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    state = Path(f"/proc/{pid}/stat")
    # What has ended but was not yet asked for its status does nothing any more.
    return not (state.exists() and _letter(state) == "Z")


def _letter(state: Path) -> str:
    try:
        return state.read_text("ascii", "replace").rpartition(")")[2].split()[0]
    except (OSError, IndexError):
        return ""


def beat(worker: WorkerBeat, *, now: datetime) -> None:
    """Say that this worker lives, again also where others took it for dead."""
    worker.beat_at = now
    worker.save()


class Heart(threading.Thread):
    """Beats beside the task that runs, which may take long."""

    def __init__(self, worker: WorkerBeat, clock: Callable[[], datetime]) -> None:
        super().__init__(name="heart", daemon=True)
        self.worker = worker
        self.clock = clock
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(BEAT_SECONDS):
            try:
                beat(self.worker, now=self.clock())
            except (DatabaseError, InterfaceError):
                # The next beat is soon enough.
                connections.close_all()
        connections.close_all()

    def stop(self) -> None:
        self.ended.set()
        self.join(timeout=1)


class Watch:
    """What one worker has seen of the others, by a clock that never jumps.

    Counts how long a beat has been seen unchanged, not how old it says it is:
    clocks are set, differ between machines, and stand still in their sleep.
    """

    def __init__(self, me: WorkerBeat) -> None:
        self.me = me
        self.seen: dict[str, tuple[datetime, float]] = {}

    def dead(self, beats: Iterable[WorkerBeat]) -> list[WorkerBeat]:
        return [b for b in beats if b.pk != self.me.pk and self._is_dead(b)]

    def _is_dead(self, other: WorkerBeat) -> bool:
        patience = SILENT_SECONDS
        if other.host == self.me.host:
            if other.pid == self.me.pid or not process_lives(other.pid):
                return True
            patience = WAITING_SECONDS
        at, since = self.seen.get(other.pk, (None, 0.0))
        if at != other.beat_at:
            self.seen[other.pk] = (other.beat_at, time.monotonic())
            return False
        return time.monotonic() - since > patience


def living_workers(*, now: datetime) -> set[str]:
    """Ids of workers that live, as far as one look can tell."""
    host = this_host()
    silent = now - timedelta(seconds=SILENT_SECONDS)
    return {
        b.pk
        for b in WorkerBeat.objects.all()
        if (process_lives(b.pid) if b.host == host else b.beat_at > silent)
    }
