"""Things that are the same for everyone, kept in this process for a moment.

A purchase asks for the house, its menu and its prices dozens of times; a cache
beside the process would be asked, and would answer with a copy, each time. Here
all threads share one object: what is kept is only read, never changed.

Where many ask at once, one of each process builds and the others wait: a sale
that opens would otherwise build the same list in every thread.
"""

import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from itertools import count
from typing import Any, Final, TypeVar

Kept = TypeVar("Kept")
Key = TypeVar("Key", int, str)

SECOND: Final = 1
MINUTE: Final = 60
_MOST: Final = 2000
# Pages are large: what is over goes soon, not only when there is no room left.
_SWEEP_EACH: Final = 50
_turns: Final = count(1)
clock = time.monotonic
_STRIPES: Final = 16
_MISSING: Final = object()
_PATIENCE_SECONDS: Final = 2
_kept: Final[dict[str, tuple[float, Any]]] = {}
_locks: Final[defaultdict[int, Any]] = defaultdict(threading.RLock)


def kept(key: str, seconds: float, build: Callable[[], Kept]) -> Kept:
    """Return what was built under this key, building it where it is gone."""
    found = _kept.get(key)
    if found is not None and found[0] > clock():
        return found[1]  # type: ignore[no-any-return]
    lock = _locks[hash(key) % _STRIPES]
    # What is built may keep parts of its own, and two keys may share a lock:
    # nobody waits for ever; who has waited long enough builds it too.
    is_mine = lock.acquire(timeout=_PATIENCE_SECONDS)
    try:
        found = _kept.get(key)
        if found is not None and found[0] > clock():
            return found[1]  # type: ignore[no-any-return]
        built = build()
        _keep(key, seconds, built)
        return built
    finally:
        if is_mine:
            lock.release()


def kept_each(
    name: str,
    keys: Iterable[Key],
    seconds: float,
    build: Callable[[list[Key]], Mapping[Key, Kept]],
) -> dict[Key, Kept]:
    """Return what was built under each key; what is gone is built together.

    What cannot be built is left out, and not tried again for as long.
    """
    found: dict[Key, Any] = {}
    for key in keys:
        old = _kept.get(f"{name}:{key}")
        if old is not None and old[0] > clock():
            found[key] = old[1]
        else:
            found[key] = _MISSING
    missing = [key for key, thing in found.items() if thing is _MISSING]
    built = build(missing) if missing else {}
    for key in missing:
        found[key] = built.get(key)
        _keep(f"{name}:{key}", seconds, found[key])
    return {key: thing for key, thing in found.items() if thing is not None}


def forget(key: str) -> None:
    """Build it anew next time, in this process."""
    _kept.pop(key, None)


def forget_all() -> None:
    _kept.clear()


def _keep(key: str, seconds: float, built: object) -> None:
    now = clock()
    if len(_kept) >= _MOST or not next(_turns) % _SWEEP_EACH:
        for old, (until, _built) in list(_kept.items()):
            if until <= now:
                _kept.pop(old, None)
    while len(_kept) >= _MOST:
        _kept.pop(next(iter(_kept)), None)
    _kept.pop(key, None)
    _kept[key] = (now + seconds, built)
