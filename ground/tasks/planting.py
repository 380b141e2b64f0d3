"""Tasks that run again and again: one row each, planted where it is missing."""

from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID, uuid5

from django.utils.module_loading import import_string
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from ground.tasks import periods

# Clocks of several machines differ by so much at most.
SLACK: Final = timedelta(seconds=5)
_SPACE: Final = UUID("6f4d1f4e-5c0b-4b51-9a51-0d6f3c1f8f10")


def periodic_id(path: str) -> UUID:
    """Return the one id that the row of this task can have.

    The primary key is the guard: no second row can wait or run, however many
    workers plant at once.
    """
    return uuid5(_SPACE, path)


def plant(*, now: datetime) -> int:
    """Add the rows that are missing, mend those that can't run; count both.

    A row that waits for longer than its period was planned before the clock
    was set back; it runs now, which does no harm.
    """
    wanted = {periodic_id(path): path for path in periods}
    there = {row.pk: row for row in DBTaskResult.objects.filter(pk__in=wanted)}
    missing = [_row(path, now=now) for pk, path in wanted.items() if pk not in there]
    if missing:
        DBTaskResult.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing) + sum(
        _mend(row, now=now) for row in there.values() if _cannot_run(row, now)
    )


def _row(path: str, *, now: datetime) -> Any:
    task = import_string(path)
    return DBTaskResult(
        id=periodic_id(path),
        args_kwargs={"args": [], "kwargs": {}},
        task_path=path,
        queue_name=task.queue_name,
        backend_name=task.backend,
        priority=task.priority,
        run_after=now,
    )


def _cannot_run(row: Any, now: datetime) -> bool:
    if row.status == TaskResultStatus.READY:
        return bool(row.run_after > now + periods[row.task_path] + SLACK)
    return bool(row.status != TaskResultStatus.RUNNING)


def _mend(row: Any, *, now: datetime) -> int:
    as_it_was = DBTaskResult.objects.filter(
        pk=row.pk, status=row.status, run_after=row.run_after
    )
    mended: int = as_it_was.update(
        status=TaskResultStatus.READY, run_after=now, worker_ids=[]
    )
    return mended
