"""Test processes leave nothing behind, however they end."""

import os
import subprocess
import sys
from pathlib import Path

from django.conf import settings

NAME = "from config.settings.test import _SCRATCH as folder; print(folder, flush=True)"
MAKE = f"{NAME}; folder.mkdir(parents=True)"
FORK = f"{MAKE}; import os, sys; pid = os.fork(); pid or sys.exit(); os.waitpid(pid, 0)"
STAYS = f"{FORK}; print(folder.is_dir())"
KILLED = f"{MAKE}; import os, signal; os.kill(os.getpid(), signal.SIGKILL)"
CHILD = f"subprocess.run([sys.executable, '-c', {KILLED!r}])"
PARENT = f"{MAKE}; import subprocess, sys; {CHILD}"


def _run(program):
    """Run it as a test run of its own; return what it said."""
    environment = {k: v for k, v in os.environ.items() if k != "MARQUEE_TEST_SCRATCH"}
    environment["PYTHONPATH"] = os.pathsep.join(
        [str(settings.ROOT / "site"), str(settings.ROOT)]
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.split()


def test_a_process_takes_its_folder_with_it():
    [folder] = _run(MAKE)

    assert not Path(folder).exists()


def test_a_process_that_writes_nothing_makes_no_folder():
    folder, is_there = _run(f"{NAME}; print(folder.exists())")

    assert is_there == "False"
    assert not Path(folder).exists()


def test_a_forked_process_leaves_its_parents_folder():
    folder, is_there = _run(STAYS)

    assert is_there == "True"
    assert not Path(folder).exists()


def test_what_a_killed_process_left_goes_with_its_parent():
    folder, inner = _run(PARENT)

    assert Path(inner).parent == Path(folder)
    assert not Path(folder).exists()
