"""A part of the proof: what it runs, what it needs, how it ended."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree

NO_TESTS = 5


@dataclass(frozen=True)
class Part:
    """One line of the table: a check that passes or fails, or a run of tests.

    What starts real programs may fail because the machine is busy: such tests are
    asked a second time, alone, and named if they pass then.
    """

    name: str
    command: Sequence[str]
    needs: Sequence[str] = ()
    are_tests: bool = False
    is_asked_again: bool = False
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
    failures: set[str] = field(default_factory=set)
    unsteady: list[str] = field(default_factory=list)

    @property
    def skipped(self) -> int:
        """Count what did not run; a part that could not run counts as one."""
        return self.skips.total() + bool(self.reason)


def count_tests(outcome: Outcome, status: int, report: Path) -> None:
    """Count by pytest's own report; without one the whole part has failed."""
    if status == NO_TESTS:
        outcome.reason = "there is no such test"
        return
    for case in read_cases(report):
        skip = case.find("skipped")
        if case.find("failure") is not None or case.find("error") is not None:
            outcome.failures.add(f"{case.get('classname')}::{case.get('name')}")
        elif skip is not None:
            outcome.skips[skip.get("message") or "no reason given"] += 1
        else:
            outcome.passed += 1
    outcome.failed = len(outcome.failures) or int(bool(status))


def read_cases(report: Path) -> list[ElementTree.Element]:
    if not report.exists():
        return []
    return list(ElementTree.parse(report).iter("testcase"))  # noqa: S314 - our own.
