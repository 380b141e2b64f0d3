"""Live pages that nobody shall find yet.

A page can be live and still wait for its day. Its room names such pages in
`AppConfig.ready()`; whatever lists pages of every kind leaves them out.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

Hidden = Callable[[datetime], Any]

_hidden: list[Hidden] = []


def hide(pages: Hidden) -> None:
    """Name a question for the keys of pages that are hidden at a moment."""
    _hidden.append(pages)


def without_hidden(pages: Any, *, now: datetime) -> Any:
    """Leave out of this QuerySet of pages what waits for its day."""
    for hidden in _hidden:
        pages = pages.exclude(pk__in=hidden(now))
    return pages
