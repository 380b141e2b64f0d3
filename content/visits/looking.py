"""Who looks at a page, told by the headers of the request and nothing else."""

import time
from collections.abc import Mapping
from typing import Any, Final

from content.visits.counting import note
from content.visits.marks import Visited
from content.visits.sightings import Glance
from ticketing.rush.networks import address_in

# In browsers in which the admin was opened; says nothing but that.
STAFF_COOKIE: Final = "marquee_staff"
# A browser says so when it fetches what nobody has asked to see yet.
EARLY: Final = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")
LONGEST_WORD: Final = 300
# Chinese that was searched for takes nine letters for each of its own.
LONGEST_ADDRESS: Final = 1000


def look(meta: Mapping[str, Any], visited: Visited) -> None:
    """Note that somebody looks, where it is a person who asked to see the page."""
    if _somebody_looks(meta, visited):
        note(_glance(meta, visited))


def _somebody_looks(meta: Mapping[str, Any], visited: Visited) -> bool:
    # A part of a page is one that a script asks for: of some that counts too.
    wanted = ("document",) if visited.more is None else ("document", "empty")
    return (
        meta["REQUEST_METHOD"] == "GET"
        and not any(name in meta for name in EARLY)
        and meta.get("HTTP_SEC_FETCH_DEST", "document") in wanted
        and STAFF_COOKIE not in meta.get("HTTP_COOKIE", "")
    )


def _glance(meta: Mapping[str, Any], visited: Visited) -> Glance:
    return Glance(
        at=time.time(),
        visited=visited,
        address=address_in(meta),
        agent=meta.get("HTTP_USER_AGENT", "")[:LONGEST_WORD],
        referrer=meta.get("HTTP_REFERER", "")[:LONGEST_ADDRESS],
        host=meta.get("HTTP_HOST", "")[:LONGEST_WORD],
    )
