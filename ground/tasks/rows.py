"""The rows of django-tasks-db: which are ready, who takes one, how it ends."""

import logging
from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from traceback import format_exception
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from ground.tasks import QUEUES, Policy, periods, policies
from ground.tasks.planting import periodic_id

log = logging.getLogger(__name__)
LONGEST_PAUSE: Final = timedelta(hours=1)
AT_ONCE: Final = get_date_max()
STATE_FIELDS: Final = (
    "status",
    "run_after",
    "started_at",
    "finished_at",
    "worker_ids",
    "exception_class_path",
    "traceback",
)
Rows = QuerySet[Any]


class WorkerDied(Exception):
    """The process that ran the task ended in the middle of it."""


def ready(queues: Collection[str], *, now: datetime) -> Rows:
    """Rows whose moment has come; of all queues where none are named."""
    rows = DBTaskResult.objects.filter(status=TaskResultStatus.READY).filter(
        Q(run_after=AT_ONCE) | Q(run_after__lte=now)
    )
    return rows.filter(queue_name__in=queues) if queues else rows


def by_urgency(rows: Rows) -> Rows:
    """Urgent queues first, then what has waited longest."""
    ranks = [When(queue_name=q, then=Value(i)) for i, q in enumerate(QUEUES)]
    rank = Case(*ranks, default=Value(len(QUEUES)), output_field=IntegerField())
    return rows.order_by(rank, F("priority").desc(), "enqueued_at")


def claim_next(worker_id: str, queues: Collection[str], *, now: datetime) -> Any:
    """Take the most urgent row that nobody has, or None.

    Looks without a lock first: an idle worker must not keep buyers waiting.
    """
    rows = ready(queues, now=now)
    if not rows.exists():
        return None
    with transaction.atomic():
        row = by_urgency(rows).select_for_update(no_key=True, skip_locked=True).first()
        if row is None:
            return None
        row.status = TaskResultStatus.RUNNING
        row.started_at = now
        row.worker_ids = [*row.worker_ids, worker_id]
        row.save(update_fields=["status", "started_at", "worker_ids"])
    return row


def is_periodic(row: Any) -> bool:
    return row.task_path in periods and row.pk == periodic_id(row.task_path)


def succeed(row: Any, *, now: datetime) -> None:
    """Write down that it is done; a periodic one waits for its next time."""
    if is_periodic(row):
        _next_time(row, now=now)
    else:
        row.status = TaskResultStatus.SUCCESSFUL
        row.finished_at = now
    row.exception_class_path = row.traceback = ""
    _save(row)


def fail(row: Any, error: BaseException, *, now: datetime) -> None:
    """Plan another try, or leave a dead letter where the tries are used up."""
    row.exception_class_path = f"{type(error).__module__}.{type(error).__qualname__}"
    row.traceback = "".join(format_exception(error))
    _after_a_failure(row, str(error), now=now)
    _save(row)


def hand_back(row: Any) -> None:
    """Undo a claim, as if the row had never been taken."""
    row.status = TaskResultStatus.READY
    row.worker_ids = row.worker_ids[:-1]
    _save(row)


def give_back(living: Collection[str], *, now: datetime) -> int:
    """Give back what workers hold that are not among the living; count it.

    A row that was given back too often is a dead letter: it may be what kills.
    """
    running = DBTaskResult.objects.filter(status=TaskResultStatus.RUNNING)
    if not any(_is_orphan(row, living) for row in running):
        return 0
    with transaction.atomic():
        rows = running.order_by("pk").select_for_update(no_key=True, skip_locked=True)
        orphans = [row for row in rows if _is_orphan(row, living)]
        for row in orphans:
            _bury_or_revive(row, now=now)
    return len(orphans)


def _is_orphan(row: Any, living: Collection[str]) -> bool:
    return not row.worker_ids or row.worker_ids[-1] not in living


def _bury_or_revive(row: Any, *, now: datetime) -> None:
    reason = f"the worker died while it ran this, {len(row.worker_ids)} times by now"
    row.exception_class_path = f"{WorkerDied.__module__}.{WorkerDied.__qualname__}"
    row.traceback = reason
    token = _token(row)
    if len(row.worker_ids) > 1:
        _after_a_failure(row, reason, now=now)
    else:
        # Once is an accident: most likely somebody restarted the machine.
        row.status = TaskResultStatus.READY
        row.run_after = now
        log.warning("task %s (%s) given back: %s", row.task_path, row.pk, reason)
    _save(row, token)


def _after_a_failure(row: Any, reason: str, *, now: datetime) -> None:
    tries = len(row.worker_ids)
    policy = policies.get(row.task_path, Policy())
    if is_periodic(row):
        _next_time(row, now=now)
        log.error("periodic task %s failed: %s", row.task_path, reason)
    elif tries >= policy.tries:
        row.status = TaskResultStatus.FAILED
        row.finished_at = now
        log.error("dead letter %s %s: %s", row.pk, row.task_path, reason)
    else:
        row.status = TaskResultStatus.READY
        row.run_after = now + pause_after(tries, policy)
        log.warning(
            "task %s failed (try %s of %s): %s",
            row.task_path,
            tries,
            policy.tries,
            reason,
        )


def pause_after(tries: int, policy: Policy) -> timedelta:
    """Double with each try, an hour at most."""
    doubled: timedelta = policy.pause * 2 ** min(tries - 1, 30)
    return min(doubled, LONGEST_PAUSE)


def _next_time(row: Any, *, now: datetime) -> None:
    row.status = TaskResultStatus.READY
    row.run_after = now + periods[row.task_path]
    row.finished_at = now
    row.worker_ids = []


def _token(row: Any) -> dict[str, Any]:
    """What a row looks like while nobody else has touched it."""
    return {"status": TaskResultStatus.RUNNING, "started_at": row.started_at}


def _save(row: Any, token: dict[str, Any] | None = None) -> None:
    # Another worker may have taken this one for dead: then its word counts.
    rows = DBTaskResult.objects.filter(pk=row.pk, **(token or _token(row)))
    rows.update(**{name: getattr(row, name) for name in STATE_FIELDS})


def dead_letters() -> Rows:
    rows: Rows = DBTaskResult.objects.filter(status=TaskResultStatus.FAILED)
    return rows.order_by("finished_at")


def try_again(ids: Sequence[UUID]) -> int:
    """Give dead letters all their tries anew; return how many there were."""
    return (
        dead_letters()
        .filter(pk__in=ids)
        .update(
            status=TaskResultStatus.READY,
            run_after=AT_ONCE,
            worker_ids=[],
            finished_at=None,
        )
    )


def prune(*, before: datetime, most: int = 1000) -> int:
    """Delete rows that succeeded before that moment; dead letters stay."""
    old = DBTaskResult.objects.filter(
        status=TaskResultStatus.SUCCESSFUL, finished_at__lt=before
    ).order_by()
    count, _by_model = DBTaskResult.objects.filter(
        pk__in=list(old.values_list("pk", flat=True)[:most])
    ).delete()
    return count
