"""Asks the engines, the first one that answers."""

import logging
import threading
import time
from typing import Final

from search.engines.choosing import all_engines
from search.port import Engine, EngineDown, Found, Question

log = logging.getLogger(__name__)
# An engine that failed is left alone for so long: visitors must not wait for it again
# and again. Then one of them asks it, the others still go past.
REST_SECONDS: Final = 5.0
_rests_until: Final[dict[str, float]] = {}
_lock: Final = threading.Lock()
clock = time.monotonic


def find(question: Question) -> Found:
    """Answer the question. Raises EngineDown where no engine answers."""
    reasons: list[str] = []
    engines = all_engines()
    for engine in engines:
        is_last = engine is engines[-1]
        if not is_last and not _may_be_asked(engine):
            reasons.append(f"{engine.name}: rests")
            continue
        try:
            found = engine.find(question)
        except EngineDown as error:
            log.warning("search: %s does not answer: %s", engine.name, error)
            reasons.append(f"{engine.name}: {error}")
            let_rest(engine)
        else:
            _rests_until.pop(engine.name, None)
            return found
    raise EngineDown("; ".join(reasons))


def _may_be_asked(engine: Engine) -> bool:
    """Whether the engine is well, or it is time that somebody tries.

    Whoever tries lets it rest first, and takes that back when it has answered.
    """
    with _lock:
        until = _rests_until.get(engine.name)
        if until is not None and clock() < until:
            return False
        if until is not None:
            _rests_until[engine.name] = clock() + REST_SECONDS
        return True


def let_rest(engine: Engine) -> None:
    """Ask another one for the next seconds."""
    with _lock:
        _rests_until[engine.name] = clock() + REST_SECONDS
