"""Runs parts side by side on two cores and collects how they ended."""

import os
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from launch.console import Console, Step
from launch.folders import Folders
from launch.house import FOREIGN
from proving.needs import Needs
from proving.parts import Outcome, Part
from proving.providers import PROVIDERS
from proving.running import Runner
from proving.schedule import Schedule
from proving.table import failure

EVERY_SECONDS = 60.0
LANES = 2


class Conductor:
    """Runs parts; what they need is prepared in the background meanwhile."""

    def __init__(self, folders: Folders, console: Console) -> None:
        self.folders = folders
        self.console = console
        self.needs = Needs(folders, PROVIDERS)
        self.runner = Runner(folders)
        self.prepared: dict[str, Future[None]] = {}
        self.outcomes: list[Outcome] = []
        self.speaking = threading.Lock()

    def run(self, parts: Sequence[Part]) -> None:
        """Run each part as soon as a lane is free and what it needs is there."""
        needed = {name for part in parts for name in part.needs}
        names = [name for name in self.needs.providers if name in needed]
        schedule = Schedule(parts, ready=self.is_ready)
        with ThreadPoolExecutor(LANES) as background:
            try:
                for name in names:
                    ready = background.submit(self.needs.prepare, name)
                    ready.add_done_callback(lambda _: schedule.look_again())
                    self.prepared[name] = ready
                self.run_lanes(schedule)
            finally:
                background.shutdown(cancel_futures=True)
                self.needs.close()
        order = [part.name for part in parts]
        self.outcomes.sort(key=lambda outcome: order.index(outcome.name))

    def run_lanes(self, schedule: Schedule) -> None:
        with (
            self.console.step("Proving", every=EVERY_SECONDS) as step,
            ThreadPoolExecutor(LANES) as lanes,
        ):
            running = [lanes.submit(self.go, schedule, step) for _ in range(LANES)]
            try:
                for lane in running:
                    lane.result()
            finally:
                schedule.stop()
                self.runner.programs.stop()

    def go(self, schedule: Schedule, step: Step) -> None:
        """Be a lane: run one part after the other until none is left."""
        while part := schedule.take():
            step.detail = schedule.names()
            outcome = self.prove(part)
            schedule.end(part)
            step.detail = schedule.names()
            with self.speaking:
                self.keep(outcome, step)

    def is_ready(self, part: Part) -> bool:
        return all(self.prepared[name].done() for name in part.needs)

    def prove(self, part: Part) -> Outcome:
        for name in part.needs:
            self.prepared[name].result()
        missing = [r for n in part.needs if (r := self.needs.reasons.get(n))]
        if missing:
            return Outcome(part.name, reason="; ".join(missing))
        return self.runner.run(part, self.environment(part))

    def environment(self, part: Part) -> Mapping[str, str]:
        """Return what the part sees: its needs, and no other project's database."""
        others = (*FOREIGN, "ELASTICSEARCH_URL")
        kept = {name: value for name, value in os.environ.items() if name not in others}
        given = [self.needs.met[name] for name in part.needs]
        house = self.folders.var / "test" / "house"
        house.mkdir(parents=True, exist_ok=True)
        merged = {**kept, "MARQUEE_VAR": str(house), "PYTHONUTF8": "1"}
        for values in [*given, part.environment]:
            merged |= values
        return merged

    def keep(self, outcome: Outcome, step: Step) -> None:
        """Note how a part ended and say it at once; a failure with its words."""
        self.outcomes.append(outcome)
        step.say(told(outcome))


def told(outcome: Outcome) -> str:
    if outcome.failed or outcome.unsteady:
        return failure(outcome)
    if outcome.reason:
        return f"{outcome.name}: could not run ({outcome.reason})"
    return f"{outcome.name}: {outcome.passed} passed ({outcome.seconds:.0f} s)"
