"""Brings a real season into the house."""

import sys
from argparse import ArgumentParser, ArgumentTypeError
from datetime import date
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from starter.programmes.files import UnreadableFile
from starter.programmes.importing import Outcome, import_files
from ticketing.house.models import House


class Command(BaseCommand):
    help = (
        "Imports programmes of an orchestra's performance history (JSON, plain or"
        " gzipped). What was imported before is changed where the file differs and"
        " left where it does not. Exit status 1: some programmes were skipped;"
        " 2: nothing was imported."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
        parser.add_argument(
            "--shift-to",
            type=_day,
            metavar="DATE",
            help="move the season to begin on the first same weekday not before it",
        )
        parser.add_argument(
            "--offer", action="store_true", help="sell what is public, at list prices"
        )

    def handle(
        self,
        *_args: Any,
        files: list[Path],
        shift_to: date | None,
        offer: bool,
        **_options: Any,
    ) -> None:
        if not House.objects.exists():
            message = "The house is not furnished yet: run manage.py setup_house."
            raise CommandError(message, returncode=2)
        try:
            outcome = import_files(
                files,
                shift_to=shift_to,
                offer=offer,
                now=timezone.now(),
                stream=self.stdout,  # type: ignore[arg-type]
            )
        except UnreadableFile as error:
            message = f"{error.path} can't be read, so nothing was imported: "
            raise CommandError(message + error.reason, returncode=2) from error
        self._tell(outcome)
        if outcome.skipped:
            sys.exit(1)

    def _tell(self, outcome: Outcome) -> None:
        for skipped in outcome.skipped:
            self.stderr.write(f"Skipped {skipped}")
        tally = outcome.tally
        for note, times in sorted(tally.notes.items()):
            self.stdout.write(f"Note: {note} ({times} performances)")
        self.stdout.write(
            f"Programmes: {tally.made} made, {tally.changed} changed,"
            f" {tally.left} left, {len(outcome.skipped)} skipped."
            f" Pages made: {outcome.pages}. Performances put on sale:"
            f" {outcome.offered}."
        )


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"{text} is no date such as 2026-11-30"
        raise ArgumentTypeError(message) from error
