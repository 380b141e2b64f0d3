"""Lone seats: free ones that a choice would leave without a free neighbour."""

from collections.abc import Collection, Sequence


def left_alone(
    run: Sequence[int], free: Collection[int], chosen: Collection[int]
) -> list[int]:
    """Return the seats of a run that are lone once the chosen ones are taken.

    A run is seats beside one another, from end to end. A seat is lone where it
    is free and nobody could sit beside it: each neighbour is taken or missing.
    Those that were lone before are not this choice's doing and not named.
    """
    touched = {at + by for at, s in enumerate(run) if s in chosen for by in (-1, 1)}
    return [
        run[at]
        for at in sorted(touched)
        if 0 <= at < len(run) and _becomes_lone(run, at, free, chosen)
    ]


def _becomes_lone(
    run: Sequence[int], at: int, free: Collection[int], chosen: Collection[int]
) -> bool:
    if run[at] not in free or run[at] in chosen:
        return False
    beside = [run[i] for i in (at - 1, at + 1) if 0 <= i < len(run)]
    company = [seat for seat in beside if seat in free]
    return bool(company) and all(seat in chosen for seat in company)


def leaves_one(run: Sequence[int], start: int, end: int, free: Collection[int]) -> bool:
    """Whether taking run[start:end] leaves a lone seat at one of its two ends."""
    return _is_last_one(run, start - 1, -1, free) or _is_last_one(run, end, 1, free)


def _is_last_one(run: Sequence[int], at: int, by: int, free: Collection[int]) -> bool:
    """The seat there is free, and the next one in that direction is not."""
    if not 0 <= at < len(run) or run[at] not in free:
        return False
    beyond = at + by
    return not 0 <= beyond < len(run) or run[beyond] not in free
