"""`manage.py worker`: what is done later, done."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from ground.tasks import QUEUES
from ground.tasks.signals import obeying_signals
from ground.tasks.worker import Worker


class Command(BaseCommand):
    help = "Run the tasks of the database until asked to end; start as many as needed."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--queues",
            default="",
            help=f"only these, with commas between; there are: {', '.join(QUEUES)}",
        )
        parser.add_argument(
            "--once", action="store_true", help="run what is ready now, then end"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        worker = Worker([q for q in options["queues"].split(",") if q])
        with obeying_signals(worker):
            if options["once"]:
                self.stdout.write(f"{worker.drain()} tasks")
            else:
                worker.run()
