"""The words that requests leave in this process, written down by a thread.

A request only appends to a list. A thread takes the list away every few
seconds and writes it down; a crash loses at most that. The list is bounded:
where the database does not answer, the oldest words make room for new ones.
"""

import logging
import os
import threading
from collections import deque
from datetime import datetime
from itertools import islice
from multiprocessing.util import Finalize
from typing import Final

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError, connections
from django.utils import timezone

from content.visits import readers
from content.visits.sightings import Glance, write_down
from ticketing.house.models import the_house

log = logging.getLogger(__name__)
MOST: Final = 20_000
# So many are written down at once, without waiting for the time.
MANY: Final = 4_000
_glances: Final[deque[Glance]] = deque(maxlen=MOST)
_many: Final = threading.Event()
_starting: Final = threading.Lock()
_writing: Final = threading.Lock()


def note(glance: Glance) -> None:
    """Remember this glance; costs a request some microseconds."""
    _glances.append(glance)
    if len(_glances) >= MANY:
        _many.set()
    if not _Writer.is_there and settings.MARQUEE_VISITS_SECONDS:
        _Writer.start_once()


def flush(*, now: datetime | None = None) -> int:
    """Write down what there is; return how many rows were written.

    Where the database does not answer, it is kept for the next time.
    """
    with _writing:
        taken = [_glances.popleft() for _ in range(len(_glances))]
        if not taken:
            return 0
        now = now or timezone.now()
        try:
            written = write_down(taken, zone=the_house().zone, now=now)
        except (OperationalError, InterfaceError) as error:
            log.warning("visits wait for the database: %s", error)
            _give_back(taken)
        except DatabaseError:
            # Said again and again it would never be taken.
            log.exception("%s visits were refused and are lost", len(taken))
        else:
            readers.read(taken, now=now)
            return written
        return 0


def _give_back(taken: list[Glance]) -> None:
    """Put them before what has come since, as far as there is room."""
    room = max(0, MOST - len(_glances))
    _glances.extendleft(islice(reversed(taken), room))


def waiting() -> int:
    return len(_glances)


def forget() -> None:
    """Lose what has not been written, as a crash does."""
    _glances.clear()
    _many.clear()


class _Writer(threading.Thread):
    """Wakes every few seconds as long as the process lives."""

    is_there = False

    @classmethod
    def start_once(cls) -> None:
        with _starting:
            if not cls.is_there:
                cls.is_there = True
                cls(name="visits", daemon=True).start()
                # A web server's worker is a child that leaves without `atexit`.
                Finalize(None, flush, exitpriority=1)

    def run(self) -> None:
        while True:
            _many.wait(settings.MARQUEE_VISITS_SECONDS)
            _many.clear()
            try:
                flush()
            except Exception:
                log.exception("visits were not written down")
            finally:
                connections.close_all()


def _begin_anew() -> None:
    """A forked process has neither its parent's thread nor its glances."""
    _Writer.is_there = False
    forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)
