"""Asking all invariants, and what they answered."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final

from reports.invariants import Offender, load
from reports.snapshot import one_moment

LISTED: Final = 100


@dataclass
class Findings:
    """How many offenders each invariant has, and the first hundred of each."""

    counts: dict[str, int] = field(default_factory=dict)
    offenders: list[Offender] = field(default_factory=list)

    @property
    def is_clean(self) -> bool:
        return not self.offenders

    def as_json(self) -> dict[str, Any]:
        return {
            "clean": self.is_clean,
            "invariants": self.counts,
            "offenders": self.offenders,
        }


def check_invariants(*, now: datetime, only: Collection[str] = ()) -> Findings:
    """Ask every invariant (or only those named) of one moment's database."""
    findings = Findings()
    with one_moment():
        for invariant in load():
            if only and invariant.name not in only:
                continue
            count = 0
            for offender in invariant.offenders(now):
                count += 1
                if count <= LISTED:
                    named = {"invariant": invariant.name, **offender}
                    findings.offenders.append(named)
            findings.counts[invariant.name] = count
    return findings
