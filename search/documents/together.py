"""Documents made by several processes at once, for an index that is made anew.

Reading a hundred thousand shows keeps one processor busy for a minute, while the
engine that writes has little to do.
"""

import multiprocessing
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import datetime
from itertools import islice
from typing import Final

import django

from search.documents.everything import AT_ONCE, documents
from search.port import Document

# So many parts are made ahead of the one that is written, for each process.
AHEAD: Final = 2


def made_together(
    keys: Iterable[str], *, processes: int, now: datetime
) -> Iterator[Document]:
    """The documents of these keys in their order, made by so many processes.

    They are started afresh: a copy of this one would share its threads and its
    connection to the database.
    """
    if processes < 2:  # noqa: PLR2004 one process is this one
        yield from documents(keys, now=now)
        return
    start = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(processes, start, initializer=django.setup) as pool:
        waiting: deque[Future[list[Document]]] = deque()
        for part in _parts(keys):
            waiting.append(pool.submit(_made, part, now))
            if len(waiting) > AHEAD * processes:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()


def _parts(keys: Iterable[str]) -> Iterator[list[str]]:
    rest = iter(keys)
    while part := list(islice(rest, AT_ONCE)):
        yield part


def _made(keys: list[str], now: datetime) -> list[Document]:
    return list(documents(keys, now=now))
