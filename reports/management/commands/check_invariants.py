"""`manage.py check_invariants`: what must always be true, asked of the database."""

import json
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.core.serializers.json import DjangoJSONEncoder
from django.utils import timezone

from reports.checking import check_invariants
from reports.invariants import load


class Command(BaseCommand):
    help = (
        "Write as JSON what offends against the invariants; the exit status is 1"
        " where anything does. Changes nothing."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--list", action="store_true", help="name the invariants")
        parser.add_argument("--only", nargs="+", default=[], metavar="NAME")

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["list"]:
            for known in load():
                self.stdout.write(f"{known.name}: {known.claim}")
            return
        unknown = set(options["only"]) - {known.name for known in load()}
        if unknown:
            message = f"There is no invariant {', '.join(sorted(unknown))}."
            raise CommandError(message)
        findings = check_invariants(now=timezone.now(), only=options["only"])
        text = json.dumps(
            findings.as_json(), cls=DjangoJSONEncoder, ensure_ascii=False, indent=2
        )
        self.stdout.write(text)
        if not findings.is_clean:
            sys.exit(1)
