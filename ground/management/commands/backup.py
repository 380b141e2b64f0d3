"""`manage.py backup`: the house in one file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from ground.backups import BackupRefused
from ground.backups.making import default_path, make_backup


class Command(BaseCommand):
    help = "Write database, uploads and keys into one file; the house may stay open."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", nargs="?", type=Path, help="by default in var/backups/"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        path: Path = options["file"] or default_path(now)
        try:
            manifest = make_backup(path, now=now)
        except BackupRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        rows = sum(manifest["rows"].values())
        size = path.stat().st_size / 1_000_000
        self.stdout.write(f"{path}: {rows:,} rows, {size:,.1f} MB")
        self.stdout.write("It holds the keys of this house: keep it as safe as them.")
