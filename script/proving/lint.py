"""What script/lint does: the checks that run no test, or their mending."""

import argparse
import subprocess
from collections.abc import Sequence

from launch.console import Console
from launch.environment import ensure_environment
from launch.folders import Folders
from launch.guard import guarded
from proving.checks import fixes, structure_checks, style_checks
from proving.conductor import Conductor
from proving.table import table


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="script/lint", description="Checks style, types, imports and migrations."
    )
    parser.add_argument(
        "--fix", action="store_true", help="first mend what needs no judgement"
    )
    options = parser.parse_args(arguments)
    return guarded(lambda console: lint(console, fix=options.fix))


def lint(console: Console, *, fix: bool) -> int:
    folders = Folders.here()
    ensure_environment(folders, console, development=True)
    for command in fixes(folders) if fix else ():
        subprocess.run(command, cwd=folders.root, check=False)
    conductor = Conductor(folders, console)
    conductor.run([*style_checks(folders), *structure_checks(folders)])
    console.say(table(conductor.outcomes))
    return int(any(outcome.failed for outcome in conductor.outcomes))
