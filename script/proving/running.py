"""Runs a part to its end and counts what it proved."""

import shutil
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from launch.folders import Folders
from proving.parts import Outcome, Part, count_tests
from proving.programs import Programs

# More failures than these are no bad luck, and are not asked again.
UNLUCKY = 5
ALONE = ("-n", "0", "--last-failed", "--last-failed-no-failures", "none")


class Runner:
    """Runs parts, several at a time; keeps their reports in the var folder."""

    def __init__(self, folders: Folders) -> None:
        self.folders = folders
        self.programs = Programs()

    def run(self, part: Part, environment: Mapping[str, str]) -> Outcome:
        shutil.rmtree(self.path(part, "cache"), ignore_errors=True)
        began = time.monotonic()
        outcome = self.run_once(part, part.command, environment)
        if part.is_asked_again and 0 < len(outcome.failures) <= UNLUCKY:
            self.ask_again(outcome, part, environment)
        outcome.seconds = time.monotonic() - began
        self.path(part, "log").write_text(outcome.output, "utf-8")
        return outcome

    def run_once(
        self, part: Part, command: Sequence[str], environment: Mapping[str, str]
    ) -> Outcome:
        outcome = Outcome(part.name)
        report, cache = self.path(part, "xml"), self.path(part, "cache")
        report.parent.mkdir(parents=True, exist_ok=True)
        report.unlink(missing_ok=True)
        words = [str(word) for word in command]
        if part.are_tests:
            words += [f"--junitxml={report}", "-o", f"cache_dir={cache}"]
        seen = {**environment, **part.environment}
        status, outcome.output = self.programs.run(words, self.folders.root, seen)
        if part.are_tests:
            count_tests(outcome, status, report)
        else:
            outcome.passed, outcome.failed = int(not status), int(bool(status))
        return outcome

    def ask_again(
        self, outcome: Outcome, part: Part, environment: Mapping[str, str]
    ) -> None:
        """Run what failed alone; what passes now counts, and is named as unsteady."""
        again = self.run_once(part, [*part.command, *ALONE], environment)
        outcome.output += f"\n\nAsked again, alone:\n{again.output}"
        if again.passed + len(again.failures) != len(outcome.failures):
            return
        outcome.unsteady = sorted(outcome.failures - again.failures)
        outcome.passed += len(outcome.unsteady)
        outcome.failed = len(again.failures)

    def path(self, part: Part, suffix: str) -> Path:
        return self.folders.var / "test" / f"{slug(part.name)}.{suffix}"


def slug(name: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in name.lower())
