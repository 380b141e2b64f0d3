"""`manage.py move_database`: from SQLite to PostgreSQL."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ground.moving import MoveRefused
from ground.moving.house import move_house


class Command(BaseCommand):
    help = (
        "Copy this house from SQLite to an empty PostgreSQL database. Stop the site"
        " and its workers first: what is sold meanwhile stays behind."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--to",
            required=True,
            metavar="URL",
            help="postgres://user:password@host/name",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            for line in move_house(options["to"]):
                self.stdout.write(line)
                self.stdout.flush()
        except MoveRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write("Moved. Start the site with DATABASE_URL set to the target.")
