"""`manage.py restore`: a house back from its file."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from ground.backups import BackupRefused, schema
from ground.backups.restoring import restore_backup, what_is_there


class Command(BaseCommand):
    help = "Restore a backup into an empty house. Stop the site and its workers first."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--replace", action="store_true", help="also where a house is there already"
        )
        parser.add_argument(
            "--yes", action="store_true", help="with --replace: do not ask"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        try:
            if options["replace"] and not options["yes"]:
                self._confirm()
            manifest = restore_backup(options["file"], replace=options["replace"])
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        rows = sum(manifest["rows"].values())
        self.stdout.write(f"Restored the house of {manifest['made_at']}: {rows:,} rows")
        if schema.known() - set(schema.applied()):
            self.stdout.write("It is older than this code: run `manage.py migrate`.")

    def _confirm(self) -> None:
        there = what_is_there()
        if not there:
            return
        if not sys.stdin.isatty():
            message = "Nobody is there to confirm it: --replace --yes replaces unasked."
            raise BackupRefused(message)
        answer = input(f"This replaces {', '.join(there)} of this house. Go on? [y/N] ")
        if answer.strip().lower() not in {"y", "yes"}:
            message = "Nothing was replaced."
            raise BackupRefused(message)
