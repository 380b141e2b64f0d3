"""How the door of a waiting room moves: arithmetic, without a database."""

from dataclasses import dataclass
from typing import Any, Final

# Who asks after a long silence must not let in a crowd at once.
LONGEST_STEP_SECONDS: Final = 15.0
TRAIL_STEP_SECONDS: Final = 15.0
# How long a buyer is in the checkout, roughly: what the target of holds counts by.
TYPICAL_MINUTES: Final = 3

Trail = list[list[Any]]


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked of the checkout: live holds and free places, at a moment.

    `carries` is how many buyers it can carry in a minute.
    """

    carries: float
    holds: int
    free: int


def automatic_pace(load: Load) -> float:
    """Return people a minute: what the checkout carries, less when it fills up.

    Full while the live holds are what that pace makes of itself; from there it
    falls, and nobody is let in at twice as many. Nothing free, nobody in.
    """
    if not load.free:
        return 0.0
    target = max(1.0, load.carries * TYPICAL_MINUTES)
    return load.carries * min(1.0, max(0.0, 2 - load.holds / target))


def opened_by(door: float, *, pace: float, seconds: float, joined: int) -> float:
    """Return the door after that time; it never runs ahead of the line."""
    step = min(max(seconds, 0.0), LONGEST_STEP_SECONDS)
    return max(door, min(door + pace / 60 * step, float(joined)))


def followed(trail: Trail, *, door: float, at: float, keep_seconds: float) -> Trail:
    """Return the trail with this moment, without what no turn depends on."""
    longer = list(trail)
    if not longer or at - longer[-1][0] >= TRAIL_STEP_SECONDS:
        longer.append([round(at, 3), int(door)])
    over = [step for step in longer if step[0] <= at - keep_seconds]
    return longer[max(0, len(over) - 1) :]


def over_below(trail: Trail, *, at: float, keep_seconds: float) -> int:
    """Return the rank below which a turn is over at that moment."""
    return max(
        (step[1] for step in trail if step[0] <= at - keep_seconds),
        default=0,
    )


def turn_began(trail: Trail, rank: int) -> float | None:
    """Return when the rank's turn had begun, a trail's step late at most.

    None where it began since the last step.
    """
    return next((step[0] for step in trail if step[1] > rank), None)


def shifted(trail: Trail, seconds: float) -> Trail:
    """Return the trail as if a pause had not been: nobody's turn ended in it."""
    return [[at + seconds, door] for at, door in trail]
