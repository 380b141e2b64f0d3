"""The worker: takes rows one by one, and outlives whatever goes wrong in them."""

import logging
import os
import time
from collections.abc import Callable, Collection
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar
from uuid import uuid4

from django.conf import settings
from django.db import (
    InterfaceError,
    OperationalError,
    connections,
)
from django.utils import timezone, translation
from django.utils.module_loading import autodiscover_modules
from django_tasks import TaskContext

from ground.crash import crash_point
from ground.models import WorkerBeat
from ground.tasks import rows
from ground.tasks.beats import Heart, Watch, beat, this_host
from ground.tasks.planting import plant

log = logging.getLogger(__name__)
Clock = Callable[[], datetime]
Result = TypeVar("Result")
# Locked for too long, restarted, out of reach: all of it passes.
PASSING: Final = (OperationalError, InterfaceError)
IDLE_SECONDS: Final = 0.5
HOUSEKEEPING_SECONDS: Final = 15
PRUNING_SECONDS: Final = 3600
LONGEST_WAIT: Final = 10.0
DAYS_KEPT: Final = 7


class StopNow(BaseException):
    """The task that runs must end at once; it is given back."""


class Worker:
    """One process that works; several may work side by side.

    `queues` are the ones it serves, all where empty. `stop()` lets it finish
    the task in hand; raising StopNow inside of a task gives that task back.
    """

    def __init__(
        self, queues: Collection[str] = (), *, clock: Clock = timezone.now
    ) -> None:
        self.queues = tuple(queues)
        self.clock = clock
        self.stopping = False
        self.in_task = False
        self.done = 0
        self.me = WorkerBeat(
            id=uuid4().hex,
            host=this_host(),
            pid=os.getpid(),
            queues=",".join(queues),
            started_at=clock(),
            beat_at=clock(),
        )
        self.watch = Watch(self.me)
        self.tidied = self.pruned = float("-inf")

    def stop(self) -> None:
        self.stopping = True

    def run(self) -> None:
        """Work until `stop()`."""
        autodiscover_modules("tasks")
        self._surely(lambda: beat(self.me, now=self.clock()))
        heart = Heart(self.me, self.clock)
        heart.start()
        log.info("worker %s: %s", self.me.pk, self.me.queues or "all queues")
        try:
            while not self.stopping:
                if not self._surely(self.turn) and not self.stopping:
                    time.sleep(IDLE_SECONDS)
        finally:
            heart.stop()
            self._leave()
        log.info("worker %s ended after %s tasks", self.me.pk, self.done)

    def drain(self) -> int:
        """Run whatever is ready until nothing is; return how many tasks ran."""
        autodiscover_modules("tasks")
        beat(self.me, now=self.clock())
        try:
            while not self.stopping and self.turn():
                pass
        finally:
            self._leave()
        return self.done

    def turn(self) -> bool:
        """Tidy if it is time to, and run one task; say whether there was one."""
        self._tidy()
        row = rows.claim_next(self.me.pk, self.queues, now=self.clock())
        if row is not None:
            crash_point("task-claimed")
            self._run(row)
            self.done += 1
        return row is not None

    def _tidy(self) -> None:
        ticks = time.monotonic()
        if ticks - self.tidied < HOUSEKEEPING_SECONDS:
            return
        self.tidied = ticks
        _let_go_of_old_connections()
        now = self.clock()
        plant(now=now)
        self._bury_the_dead(now)
        if ticks - self.pruned >= PRUNING_SECONDS:
            rows.prune(before=now - timedelta(days=DAYS_KEPT))
            self.pruned = ticks

    def _bury_the_dead(self, now: datetime) -> None:
        beats = list(WorkerBeat.objects.all())
        dead = {b.pk for b in self.watch.dead(beats)}
        living = {b.pk for b in beats} - dead | {self.me.pk}
        rows.give_back(living, now=now)
        if dead:
            WorkerBeat.objects.filter(pk__in=dead).delete()

    def _run(self, row: Any) -> None:
        try:
            self.in_task = True
            _call(row)
        except StopNow:
            self.in_task = False
            log.warning("task %s given back unfinished", row.task_path)
            self._surely(lambda: rows.hand_back(row))
        except (Exception, SystemExit) as error:  # noqa: BLE001 tasks fail as they like
            self.in_task = False
            failure = error
            self._surely(lambda: rows.fail(row, failure, now=self.clock()))
        else:
            self.in_task = False
            crash_point("task-done")
            self._surely(lambda: rows.succeed(row, now=self.clock()))

    def _surely(self, act: Callable[[], Result]) -> Result | None:
        """Do it as soon as the database lets it; None where the end came first."""
        pause = IDLE_SECONDS
        while True:
            try:
                return act()
            except PASSING as error:
                log.warning("the database does not answer, waiting: %s", error)
                connections.close_all()
            self._wait(pause)
            if self.stopping:
                return None
            pause = min(pause * 2, LONGEST_WAIT)

    def _wait(self, seconds: float) -> None:
        """Sleep in small pieces: a worker asked to end does not oversleep it."""
        until = time.monotonic() + seconds
        while not self.stopping and time.monotonic() < until:
            time.sleep(IDLE_SECONDS)

    def _leave(self) -> None:
        try:
            WorkerBeat.objects.filter(pk=self.me.pk).delete()
        except PASSING:
            # The next worker finds that this process is gone.
            connections.close_all()


def _call(row: Any) -> None:
    task = row.task
    arguments, named = row.args_kwargs["args"], row.args_kwargs["kwargs"]
    if task.takes_context:
        arguments = [TaskContext(task_result=row.task_result), *arguments]
    try:
        with translation.override(settings.LANGUAGE_CODE):
            task.call(*arguments, **named)
    finally:
        _let_go_of_old_connections()


def _let_go_of_old_connections() -> None:
    for connection in connections.all(initialized_only=True):
        # A caller's transaction, around a drain, is not ours to end.
        if not connection.in_atomic_block:
            connection.close_if_unusable_or_obsolete()


def drain(*, clock: Clock = timezone.now) -> int:
    """Run here and now all tasks that are ready; return how many."""
    return Worker(clock=clock).drain()
