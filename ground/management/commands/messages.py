"""`manage.py messages`: the catalogue of translations."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from ground import messages


class Command(BaseCommand):
    help = "Extract, compile or check the translations; needs no gettext."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        what = parser.add_mutually_exclusive_group(required=True)
        what.add_argument(
            "--update",
            action="store_true",
            help="merge the sentences of all sources into the catalogue",
        )
        what.add_argument(
            "--build",
            action="store_true",
            help="compile the catalogue where it is newer than its binary",
        )
        what.add_argument(
            "--check",
            action="store_true",
            help="fail on whatever is not translated, fuzzy, obsolete or garbled",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        if options["update"]:
            came, went = messages.update(settings.ROOT)
            self.stdout.write(f"{came} new sentences, {went} dropped")
        elif options["build"]:
            built = messages.build(settings.ROOT)
            self.stdout.write("compiled" if built else "nothing to compile")
        else:
            self._check()

    def _check(self) -> None:
        faults = list(messages.check(settings.ROOT))
        for fault in faults:
            self.stdout.write(fault)
        if faults:
            message = f"{len(faults)} faults in the catalogue"
            raise CommandError(message)
