"""The plans of all halls that the starter draws: `plan("opera")` and so on."""

from functools import cache
from typing import Final

from starter.demo.plans.arena import arena
from starter.demo.plans.club import club
from starter.demo.plans.geffen import geffen
from starter.demo.plans.opera import opera
from starter.demo.plans.records import Plan, Seat, Section
from starter.demo.plans.studio import studio

__all__ = ["CODES", "Plan", "Seat", "Section", "plan"]

_DRAWN: Final = {
    "opera": opera,
    "arena": arena,
    "studio": studio,
    "club": club,
    "geffen": geffen,
}
CODES: Final = frozenset(_DRAWN)


@cache
def plan(code: str) -> Plan:
    """The drawn plan of a hall; the same one each time. Raises KeyError."""
    return _DRAWN[code]()
