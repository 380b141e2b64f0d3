"""Parts side by side: each when what it needs is there, and no failure is hidden."""

import io
import signal
import sys
import threading
from pathlib import Path

import psutil
import pytest

from launch.console import Console
from launch.folders import Folders
from proving import conductor
from proving.conductor import Conductor
from proving.needs import Unavailable
from proving.parts import Outcome, Part
from proving.programs import Programs
from proving.running import Runner
from proving.schedule import Schedule
from proving.table import table

PATIENCE = 60
# Fails at first; passes when asked again if there is a file that says so.
UNSTEADY = """
import pathlib

def test_that_always_passes():
    pass

def test_that_fails_at_first():
    seen = pathlib.Path(__file__).with_name("seen")
    was_there = seen.exists()
    seen.touch()
    assert was_there

def test_that_may_always_fail():
    assert not pathlib.Path(__file__).with_name("broken").exists()
"""


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path, tmp_path / "var")


@pytest.fixture
def runner(folders: Folders) -> Runner:
    return Runner(folders)


@pytest.fixture
def unsteady(tmp_path: Path) -> Part:
    (tmp_path / "test_example.py").write_text(UNSTEADY)
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly"]
    command += ["-c", "/dev/null", "--rootdir", str(tmp_path), "test_example.py"]
    return Part("crashes", command, are_tests=True, is_asked_again=True)


def test_what_passes_alone_counts_and_is_named(runner: Runner, unsteady: Part):
    outcome = runner.run(unsteady, {})

    assert (outcome.passed, outcome.failed) == (3, 0)
    assert outcome.unsteady == ["test_example::test_that_fails_at_first"]
    assert "Asked again, alone:" in outcome.output
    said = table([outcome])
    assert "Unsteady (failed, then passed alone):\n  crashes: test_example::" in said


def test_what_fails_alone_too_has_failed(
    runner: Runner, unsteady: Part, tmp_path: Path
):
    (tmp_path / "broken").touch()

    outcome = runner.run(unsteady, {})

    assert (outcome.passed, outcome.failed) == (2, 1)
    assert outcome.unsteady == ["test_example::test_that_fails_at_first"]


def test_plain_tests_and_races_are_asked_once(runner: Runner, unsteady: Part):
    plain = Part(unsteady.name, unsteady.command, are_tests=True)

    outcome = runner.run(plain, {})

    assert (outcome.passed, outcome.failed, outcome.unsteady) == (2, 1, [])


def test_a_part_waits_for_what_it_needs_and_lets_others_pass():
    ready: set[str] = set()
    slow, quick = Part("slow", ["x"], needs=["moon"]), Part("quick", ["x"])
    schedule = Schedule([slow, quick], ready=lambda part: ready >= set(part.needs))
    assert schedule.take() is quick
    taken: list[Part | None] = []
    lane = threading.Thread(target=lambda: taken.append(schedule.take()))
    lane.start()

    ready.add("moon")
    schedule.look_again()

    lane.join(PATIENCE)
    assert taken == [slow]
    assert schedule.take() is None


def _conduct(folders: Folders, *parts: Part) -> list[Outcome]:
    said = io.StringIO()
    one = Conductor(folders, Console(said, said))
    one.run(parts)
    return one.outcomes


def test_parts_run_side_by_side_and_are_told_in_their_order(
    folders: Folders, tmp_path: Path
):
    """Each of the two waits for the other's word."""
    wait = "touch $0; until test -e $1; do sleep 0.05; done"
    one, two = str(tmp_path / "one"), str(tmp_path / "two")
    parts = [
        Part("one", ["sh", "-c", wait, one, two]),
        Part("two", ["sh", "-c", wait, two, one]),
    ]

    outcomes = _conduct(folders, *parts)

    assert [(o.name, o.passed) for o in outcomes] == [("one", 1), ("two", 1)]


def test_a_part_whose_need_is_not_met_says_why(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
):
    def broken(*_: object) -> dict[str, str]:
        raise Unavailable("there is no moon")

    monkeypatch.setattr(conductor, "PROVIDERS", {"Moon": broken})

    [outcome] = _conduct(folders, Part("tides", ["true"], needs=["Moon"]))

    assert (outcome.passed, outcome.reason) == (0, "Moon: there is no moon")


def test_who_stops_the_proof_leaves_nothing_running(tmp_path: Path):
    programs = Programs()
    begun = tmp_path / "begun"
    script = f"sleep 600 & echo $! > {begun}.new; mv {begun}.new {begun}; wait"
    ended: list[tuple[int, str]] = []
    lane = threading.Thread(
        target=lambda: ended.append(programs.run(["sh", "-c", script], tmp_path, {}))
    )
    lane.start()
    while not begun.exists():
        lane.join(0.05)

    programs.stop()

    lane.join(PATIENCE)
    assert ended[0][0] == -signal.SIGTERM
    _, alive = psutil.wait_procs(
        [p for p in psutil.process_iter() if p.pid == int(begun.read_text())],
        timeout=PATIENCE,
    )
    assert not [p for p in alive if p.status() != psutil.STATUS_ZOMBIE]
    assert programs.run(["true"], tmp_path, {})[0] == 1
