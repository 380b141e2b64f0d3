"""What script/test does: everything that this machine can prove."""

import argparse
from collections.abc import Sequence

from launch.console import Console
from launch.environment import ensure_environment
from launch.folders import Folders
from launch.guard import guarded
from proving.checks import further_checks, structure_checks, style_checks
from proving.conductor import Conductor
from proving.parts import Outcome, Part
from proving.table import table
from proving.tests import further_tests, sqlite_tests

DESCRIPTION = """\
Runs lint, types, imports, migrations and the tests on SQLite. With --all also
those that need PostgreSQL, Redis, Chromium, stripe-mock and Elasticsearch, which
are installed or built where that may be. The last line is the sum."""


def main(arguments: Sequence[str]) -> int:
    """Run the parts and print the table; the exit status says if any failed."""
    parser = argparse.ArgumentParser(
        prog="script/test",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--all", action="store_true", help="whatever it takes")
    parser.add_argument(
        "--only", metavar="WORD", default="", help="parts with this word in their name"
    )
    options = parser.parse_args(arguments)
    return guarded(lambda console: prove(console, options))


def prove(console: Console, options: argparse.Namespace) -> int:
    folders = Folders.here()
    ensure_environment(folders, console, development=True)
    checks = [*style_checks(folders), *structure_checks(folders)]
    tests = sqlite_tests(folders)
    checks_too, tests_too = further_checks(folders), further_tests(folders)
    left_out = [] if options.all else [*checks_too, *tests_too]
    if options.all:
        checks, tests = [*checks, *checks_too], [*tests, *tests_too]
    conductor = Conductor(folders, console)
    # Races last: they wait for each other, and for hardly anything else.
    parts = sorted([*checks, *tests], key=lambda part: part.name.startswith("races"))
    conductor.run(only(parts, options.only))
    conductor.outcomes += [
        Outcome(part.name, reason="only with --all")
        for part in only(left_out, options.only)
    ]
    console.say(table(conductor.outcomes))
    return int(any(outcome.failed for outcome in conductor.outcomes))


def only(parts: Sequence[Part], word: str) -> list[Part]:
    return [part for part in parts if word.lower() in part.name.lower()]
