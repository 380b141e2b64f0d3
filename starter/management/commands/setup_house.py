"""What every house starts with; harmless as often as it is run."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand

from starter.dues import plan_reminders
from starter.furniture import furnish
from starter.levels import plan_levels
from starter.logins import make_logins
from starter.roles import give_roles
from starter.tree import plant_pages


class Command(BaseCommand):
    help = (
        "Makes what a house needs before it can sell: settings, languages, pages,"
        " kinds of show, delivery, concessions, levels of members, groups of staff."
        " What is there stays."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--empty",
            action="store_true",
            help="no demo logins: for a real house, whose people are its own",
        )

    def handle(self, *_args: Any, empty: bool, **_options: Any) -> None:
        furnish()
        plan_levels()
        plan_reminders()
        plant_pages()
        give_roles()
        if not empty:
            make_logins()
        self.stdout.write("The house is furnished.")
