"""What script/setup does: everything a developer needs, into .venv."""

from collections.abc import Sequence

from launch.console import Console
from launch.environment import ensure_environment
from launch.folders import Folders
from launch.guard import guarded

READY = """\
Ready: script/server starts the site, script/test proves it, and
.venv/bin/pre-commit install has every commit checked."""


def main(_arguments: Sequence[str]) -> int:
    return guarded(setup)


def setup(console: Console) -> int:
    ensure_environment(Folders.here(), console, development=True)
    console.say(READY)
    return 0
