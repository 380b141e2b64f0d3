"""`manage.py search_check`: what the search has otherwise than the database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from search.engines.choosing import all_engines
from search.following.catching_up import Difference, compare, mend
from search.port import EngineDown


class Command(BaseCommand):
    help = "Compare the search with the database and name every difference."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--mend", action="store_true", help="write what differs into the index"
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        now, differs = timezone.now(), False
        for engine in all_engines():
            deed = mend if options["mend"] else compare
            try:
                found = deed(engine, now=now)
            except EngineDown as error:
                raise CommandError(f"{engine.name}: {error}") from error
            self._tell(engine.name, found)
            differs = differs or bool(found)
        if differs and not options["mend"]:
            raise CommandError("The search differs from the database; see above.")

    def _tell(self, name: str, found: Difference) -> None:
        for title, keys in (
            ("not in the index", found.missing),
            ("older than the database", found.stale),
            ("no longer to be found", found.gone),
        ):
            for key in keys:
                self.stdout.write(f"{name}: {title}: {key}")
        if not found:
            self.stdout.write(f"{name}: no differences")
