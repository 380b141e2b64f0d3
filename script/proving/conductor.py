"""Runs parts in a good order on two cores and collects how they ended."""

import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from launch.console import Console
from launch.folders import Folders
from launch.house import FOREIGN
from proving.needs import Needs
from proving.parts import Outcome, Part, run_part
from proving.providers import PROVIDERS
from proving.table import failure

EVERY_SECONDS = 60.0
CORES = 2


class Conductor:
    """Runs parts; what they need is prepared in the background meanwhile."""

    def __init__(self, folders: Folders, console: Console) -> None:
        self.folders = folders
        self.console = console
        self.needs = Needs(folders, PROVIDERS)
        self.outcomes: list[Outcome] = []

    def run(self, checks: Sequence[Part], tests: Sequence[Part]) -> None:
        """Run the checks side by side and the tests one after the other."""
        wanted = dict.fromkeys(n for part in [*checks, *tests] for n in part.needs)
        try:
            with ThreadPoolExecutor(1) as background:
                prepared = background.submit(self.needs.prepare, list(wanted))
                self.run_checks([part for part in checks if not part.needs])
                self.run_tests([part for part in tests if not part.needs])
                self.await_needs(prepared)
                self.run_checks([part for part in checks if part.needs])
                self.run_tests([part for part in tests if part.needs])
        finally:
            self.needs.close()

    def await_needs(self, prepared: "Future[None]") -> None:
        if not prepared.done():
            with self.console.step("Installing and starting what the rest needs"):
                prepared.result()
        prepared.result()

    def run_checks(self, parts: Sequence[Part]) -> None:
        """Run checks on both cores; a terminal sees each as it ends."""
        with ThreadPoolExecutor(CORES) as pool:
            for outcome in pool.map(self.prove, parts):
                self.keep(outcome)

    def run_tests(self, parts: Iterable[Part]) -> None:
        for part in parts:
            with self.console.step(part.name, every=EVERY_SECONDS):
                outcome = self.prove(part)
            self.keep(outcome)

    def prove(self, part: Part) -> Outcome:
        missing = [r for n in part.needs if (r := self.needs.reasons.get(n))]
        if missing:
            return Outcome(part.name, reason="; ".join(missing))
        return run_part(part, self.folders, self.environment(part))

    def environment(self, part: Part) -> Mapping[str, str]:
        """Return what the part sees: its needs, and no other project's database."""
        kept = {
            name: value for name, value in os.environ.items() if name not in FOREIGN
        }
        given = [self.needs.met[name] for name in part.needs]
        house = self.folders.var / "test" / "house"
        house.mkdir(parents=True, exist_ok=True)
        merged = {**kept, "MARQUEE_VAR": str(house), "PYTHONUTF8": "1"}
        for values in [*given, part.environment]:
            merged |= values
        return merged

    def keep(self, outcome: Outcome) -> None:
        """Note how a part ended and say it at once; a failure with its words."""
        self.outcomes.append(outcome)
        if outcome.failed:
            self.console.say(failure(outcome))
        elif outcome.reason:
            self.console.say(f"{outcome.name}: could not run ({outcome.reason})")
        else:
            self.console.say(f"{outcome.name}: {outcome.passed} passed")
