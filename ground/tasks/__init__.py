"""Later work: rows in the same database, written in the same transaction.

`later()` marks a function that is tried again until it has succeeded or its
tries are used up (then it stays as a named dead letter). `periodic()` marks
one that runs again and again. Either may run twice: both must do no harm.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Protocol

from django_tasks import task

# In the order of urgency; Wagtail's own tasks are in `default`, which is last.
QUEUES: Final = ("money", "stock", "mail", "house", "default")


@dataclass(frozen=True, slots=True)
class Policy:
    """How often a task is tried, and the first pause before trying again."""

    tries: int = 8
    pause: timedelta = timedelta(seconds=5)


policies: Final[dict[str, Policy]] = {}
periods: Final[dict[str, timedelta]] = {}


class AnyTask(Protocol):
    """What of a task its callers need; django-tasks' own type is generic."""

    @property
    def module_path(self) -> str:
        """Dotted path, by which the worker finds it."""

    def enqueue(self, *args: Any, **kwargs: Any) -> Any:
        """Write the task's row, in the transaction that is open."""

    def using(self, *, run_after: datetime | None = None) -> Any:
        """Return the same task with another moment to begin."""

    def call(self, *args: Any, **kwargs: Any) -> Any:
        """Run it here and now."""


def later(
    queue_name: str, *, policy: Policy = Policy()
) -> Callable[[Callable[..., None]], AnyTask]:
    """Make a function a task that is tried again when it fails.

    The pause doubles with each try, an hour at most.
    """

    def make(function: Callable[..., None]) -> AnyTask:
        made: AnyTask = task(queue_name=queue_name)(function)
        policies[made.module_path] = policy
        return made

    return make


def periodic(
    queue_name: str, *, every: timedelta
) -> Callable[[Callable[[], None]], AnyTask]:
    """Make a function a task that the workers run again and again.

    One row of it waits or runs at any moment, however many workers there are;
    a worker plants it where it is missing.
    """

    def make(function: Callable[[], None]) -> AnyTask:
        made: AnyTask = task(queue_name=queue_name)(function)
        periods[made.module_path] = every
        return made

    return make
