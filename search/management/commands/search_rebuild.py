"""`manage.py search_rebuild`: the indexes of the search, made anew."""

import os
import sys
from typing import Any, Final

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from ground.progress import counted
from search.documents.shows import findable_shows
from search.engines.choosing import all_engines
from search.following.catching_up import rebuild
from search.port import EngineDown

# With fewer shows, other processes would take longer to start than to help.
WORTH_HELP: Final = 5_000


class Command(BaseCommand):
    help = "Make the search anew from the database; the old index answers meanwhile."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--processes",
            type=int,
            help="how many read the database; by default as many as processors",
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        processes = options["processes"] or _helpful()
        for engine in all_engines():
            try:
                rebuild(
                    engine,
                    now=timezone.now(),
                    processes=processes,
                    shown=lambda keys: counted(sys.stderr, "Search", keys),
                )
            except EngineDown as error:
                raise CommandError(f"{engine.name}: {error}") from error
            self.stdout.write(f"{engine.name}: {len(engine.prints()):,} documents")


def _helpful() -> int:
    if findable_shows().count() < WORTH_HELP:
        return 1
    return os.cpu_count() or 1
