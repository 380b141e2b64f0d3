"""`manage.py tasks`: what waits, what runs, and the dead letters."""

from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from django_tasks_db.models import DBTaskResult

from ground.models import WorkerBeat
from ground.tasks import rows


class Command(BaseCommand):
    help = "List what waits and the dead letters; give a dead letter its tries anew."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--retry", metavar="ID", help="a dead letter to try again, or “all”"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["retry"]:
            self._retry(options["retry"])
        else:
            self._list()

    def _retry(self, asked: str) -> None:
        try:
            ids = (
                list(rows.dead_letters().values_list("pk", flat=True))
                if asked == "all"
                else [UUID(asked)]
            )
        except ValueError as error:
            message = f"“{asked}” is no id of a task."
            raise CommandError(message) from error
        count = rows.try_again(ids)
        if not count and asked != "all":
            message = f"There is no dead letter {asked}."
            raise CommandError(message)
        self.stdout.write(f"{count} to be tried again")

    def _list(self) -> None:
        for worker in WorkerBeat.objects.order_by("started_at"):
            queues = worker.queues or "all queues"
            self.stdout.write(f"worker {worker}: {queues}, beat {worker.beat_at:%c}")
        counts = DBTaskResult.objects.order_by("queue_name", "status").values_list(
            "queue_name", "status"
        )
        for queue, status, count in counts.annotate(count=Count("pk")):
            self.stdout.write(f"{queue}\t{status}\t{count}")
        for row in rows.dead_letters():
            last = row.traceback.strip().splitlines()[-1:] or [""]
            self.stdout.write(
                f"dead letter {row.pk} {row.task_path} {row.args_kwargs['args']}"
                f" {row.finished_at:%Y-%m-%d %H:%M}: {last[0]}"
            )
