"""How a worker is asked to end: once politely, twice or too late at once."""

import logging
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

from ground.tasks.worker import StopNow, Worker

log = logging.getLogger(__name__)
# Shorter than the patience of whatever started the worker.
GRACE_SECONDS: Final = 8
ENDING: Final = ("SIGINT", "SIGTERM", "SIGBREAK")
ALARM: Final = getattr(signal, "SIGALRM", None)


@contextmanager
def obeying_signals(worker: Worker) -> Iterator[None]:
    """Let the worker finish its task when the process is asked to end.

    After eight seconds (where the system has alarms), or when asked a second
    time, the task is given back instead.
    """

    def end(number: int, _frame: FrameType | None) -> None:
        if worker.stopping or number == ALARM:
            _stop_now(worker)
        else:
            log.info("%s: ending", signal.Signals(number).name)
            worker.stop()
            _set_alarm(GRACE_SECONDS)

    numbers = [getattr(signal, name) for name in ENDING if hasattr(signal, name)]
    if ALARM is not None:
        numbers.append(ALARM)
    before = [(number, signal.signal(number, end)) for number in numbers]
    try:
        yield
    finally:
        _set_alarm(0)
        for number, handler in before:
            signal.signal(number, handler)


def _set_alarm(seconds: int) -> None:
    if ALARM is not None:
        signal.alarm(seconds)


def _stop_now(worker: Worker) -> None:
    if worker.in_task:
        # Only once: what follows is the giving back.
        worker.in_task = False
        raise StopNow
