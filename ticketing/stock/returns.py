"""Places that come back from orders: who else wants to know, in the same moment.

Higher rooms register in `AppConfig.ready()`. They run in the transaction that
freed the places, so that nobody can be faster.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable
from datetime import datetime
from typing import Final

# The performance's key, its places that are free again, and now.
Handler = Callable[[int, list[int], datetime], None]
# The places that are about to come back.
Preparation = Callable[[Collection[int]], None]
_handlers: Final[list[Handler]] = []
_preparations: Final[list[Preparation]] = []


def on_return(handler: Handler, *, before: Preparation) -> None:
    """Call the handler when places came back.

    Before anybody locks them, `before` locks what comes before places, for the
    handler comes too late for that.
    """
    if handler not in _handlers:
        _handlers.append(handler)
        _preparations.append(before)


def prepare(place_ids: Collection[int]) -> None:
    """Let each handler take its locks; to be called before the places' own."""
    for preparation in _preparations:
        preparation(place_ids)


def tell(freed: Iterable[tuple[int, int]], *, now: datetime) -> None:
    """Tell of (place, performance) pairs that were just given back."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for place, performance in freed:
        places[performance].append(place)
    for performance in sorted(places):
        for handler in _handlers:
            handler(performance, sorted(places[performance]), now)
