"""Places that come back from orders: who else wants to know, in the same moment.

Higher rooms register in `AppConfig.ready()`. They run in the transaction that
freed the places, so that nobody can be faster.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

# The performance's key, its places that are free again, and now.
Handler = Callable[[int, list[int], datetime], None]
_handlers: Final[list[Handler]] = []


def on_return(handler: Handler) -> Handler:
    if handler not in _handlers:
        _handlers.append(handler)
    return handler


def tell(freed: Iterable[tuple[int, int]], *, now: datetime) -> None:
    """Tell of (place, performance) pairs that were just given back."""
    places: defaultdict[int, list[int]] = defaultdict(list)
    for place, performance in freed:
        places[performance].append(place)
    for performance in sorted(places):
        for handler in _handlers:
            handler(performance, sorted(places[performance]), now)
