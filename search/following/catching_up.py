"""Brings the indexes to what the database says."""

import logging
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from search.documents.everything import all_keys, documents
from search.documents.together import made_together
from search.engines.choosing import all_engines
from search.following.expanding import expanded
from search.following.looking import has_slept, look, move_on
from search.following.marking import EVERYTHING, mark
from search.models import Mark
from search.port import Document, Engine, EngineDown, NoIndex
from ticketing.offers.selectors import offers_changed

log = logging.getLogger(__name__)
# A large import is followed in parts, so that a change after it is not far behind.
MOST_MARKS: Final = 2000


@dataclass(frozen=True, slots=True)
class Difference:
    """What an index has otherwise than the database: by keys."""

    missing: tuple[str, ...]
    stale: tuple[str, ...]
    gone: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.missing or self.stale or self.gone)


def catch_up(*, now: datetime) -> None:
    """Mark what changed unmarked, then let every engine write what is marked.

    After a long sleep, or in a house that was restored, all of it is compared.

    An engine that is down keeps its marks, and is asked again the next time.
    """
    mark([EVERYTHING] if has_slept(now=now) else look(now=now))
    move_on(now=now)
    for engine in all_engines():
        try:
            _write_marked(engine, now)
        except NoIndex:
            rebuild(engine, now=now)
        except EngineDown as error:
            log.warning("search: %s does not follow: %s", engine.name, error)


def _write_marked(engine: Engine, now: datetime) -> None:
    rows = list(Mark.objects.filter(engine=engine.name).order_by("pk")[:MOST_MARKS])
    if not rows:
        return
    # What is kept for a moment may be older than the change that is written here.
    offers_changed()
    marks = {row.key for row in rows}
    if EVERYTHING in marks:
        mend(engine, now=now)
        marks.discard(EVERYTHING)
    keys = expanded(marks)
    written = list(documents(sorted(keys), now=now))
    if keys:
        engine.write(written, keys - {document.key for document in written})
    Mark.objects.filter(pk__in=[row.pk for row in rows]).delete()


def rebuild(
    engine: Engine,
    *,
    now: datetime,
    processes: int = 1,
    shown: Callable[[list[str]], Iterable[str]] = iter,
) -> None:
    """Make the engine's index anew; `shown` sees each key pass.

    What changes meanwhile is marked, and written after it.
    """
    keys = shown(list(all_keys()))
    engine.rebuild(made_together(keys, processes=processes, now=now))


def compare(engine: Engine, *, now: datetime) -> Difference:
    """Compare each document of the index with what the database would make of it."""
    kept = engine.prints()
    present: dict[str, str] = {}
    for document in _all(now):
        present[document.key] = document.print
    return Difference(
        missing=tuple(sorted(present.keys() - kept.keys())),
        stale=tuple(sorted(k for k in present.keys() & kept if present[k] != kept[k])),
        gone=tuple(sorted(kept.keys() - present.keys())),
    )


def _all(now: datetime) -> Iterator[Document]:
    return documents(all_keys(), now=now)


def mend(engine: Engine, *, now: datetime) -> Difference:
    """Write what differs, and say what that was."""
    found = compare(engine, now=now)
    if found:
        wanted = documents(sorted((*found.missing, *found.stale)), now=now)
        engine.write(wanted, found.gone)
    return found
