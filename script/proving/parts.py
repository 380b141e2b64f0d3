"""A part of the proof: what it runs, what it needs, how it ended."""

import subprocess
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

from launch.folders import Folders

NO_TESTS = 5
SECONDS_AT_MOST = 1500


@dataclass(frozen=True)
class Part:
    """One line of the table: a check that passes or fails, or a run of tests."""

    name: str
    command: Sequence[str]
    needs: Sequence[str] = ()
    are_tests: bool = False
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Outcome:
    """How a part ended; `reason` says why it could not run."""

    name: str
    passed: int = 0
    failed: int = 0
    seconds: float = 0.0
    reason: str = ""
    skips: Counter[str] = field(default_factory=Counter)
    output: str = ""

    @property
    def skipped(self) -> int:
        """Count what did not run; a part that could not run counts as one."""
        return self.skips.total() + bool(self.reason)


def run_part(part: Part, folders: Folders, environment: Mapping[str, str]) -> Outcome:
    """Run a part to its end, or to its time limit, and count what it proved."""
    outcome = Outcome(part.name)
    report = folders.var / "test" / f"{slug(part.name)}.xml"
    report.parent.mkdir(parents=True, exist_ok=True)
    report.unlink(missing_ok=True)
    command = [str(word) for word in part.command]
    if part.are_tests:
        command.append(f"--junitxml={report}")
    began = time.monotonic()
    status, outcome.output = run(command, folders, {**environment, **part.environment})
    outcome.seconds = time.monotonic() - began
    if part.are_tests:
        count_tests(outcome, status, report)
    elif status:
        outcome.failed = 1
    else:
        outcome.passed = 1
    report.with_suffix(".log").write_text(outcome.output, "utf-8")
    return outcome


def run(
    command: Sequence[str], folders: Folders, environment: Mapping[str, str]
) -> tuple[int, str]:
    try:
        done = subprocess.run(
            command,
            cwd=folders.root,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=SECONDS_AT_MOST,
            check=False,
        )
    except subprocess.TimeoutExpired as late:
        said = (late.stdout or b"").decode("utf-8", "replace")
        return 1, f"{said}\nnot finished after {SECONDS_AT_MOST} seconds"
    except FileNotFoundError as missing:
        return 1, f"there is no program {missing.filename}"
    return done.returncode, done.stdout.decode("utf-8", "replace")


def count_tests(outcome: Outcome, status: int, report: Path) -> None:
    """Count by pytest's own report; without one the whole part has failed."""
    if status == NO_TESTS:
        outcome.reason = "there is no such test"
        return
    cases = read_cases(report)
    for case in cases:
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failed += 1
        elif skip is not None:
            outcome.skips[skip.get("message") or "no reason given"] += 1
        else:
            outcome.passed += 1
    if status and not outcome.failed:
        outcome.failed = 1


def read_cases(report: Path) -> list[ElementTree.Element]:
    if not report.exists():
        return []
    return list(ElementTree.parse(report).iter("testcase"))  # noqa: S314 - our own.


def slug(name: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in name.lower())
