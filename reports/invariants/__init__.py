"""What is always true of a house, each as a question to the database.

An invariant is a function from a moment to the offenders: rows of plain values
that name what is wrong and where. None of them changes anything.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

Offender = Mapping[str, object]
Question = Callable[[datetime], Iterable[Offender]]


@dataclass(frozen=True, slots=True)
class Invariant:
    """`claim` says what is true while the question finds nobody."""

    name: str
    claim: str
    offenders: Question


invariants: Final[dict[str, Invariant]] = {}


def invariant(claim: str) -> Callable[[Question], Question]:
    """Register a question under its function's name."""

    def register(question: Question) -> Question:
        name = question.__name__
        invariants[name] = Invariant(name, claim, question)
        return question

    return register


def load() -> list[Invariant]:
    """Return all of them; each module registers its own when it is imported."""
    from reports.invariants import (  # noqa: F401, PLC0415
        closings,
        control,
        disputes,
        exchanges,
        gift_cards,
        ledger,
        money,
        on_account,
        orders,
        papers,
        statements,
        stock,
        tills,
        waiting,
    )

    return list(invariants.values())
