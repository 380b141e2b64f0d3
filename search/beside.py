"""Questions that are answered beside what a page does meanwhile.

An engine's work needs neither the database nor Python's lock: counting what a wide
question finds takes as long as half of the page that tells it.
"""

from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from typing import Final, TypeVar

Answer = TypeVar("Answer")
Value = TypeVar("Value")
# As many as a few pages ask at once; whoever comes later waits for its turn.
_pool: Final = ThreadPoolExecutor(max_workers=8, thread_name_prefix="search")


def ask_beside(ask: Callable[[], Answer]) -> Callable[[], Answer]:
    """Begin to ask now; what is returned waits for the answer, and raises its errors.

    `ask` runs in another thread: it may not touch the database.
    """
    return _pool.submit(ask).result


class Later(Mapping[str, Value]):
    """What is still being counted; whoever looks into it waits."""

    def __init__(self, wait: Callable[[], Mapping[str, Value]]) -> None:
        self._wait = wait

    @cached_property
    def _there(self) -> Mapping[str, Value]:
        return self._wait()

    def __getitem__(self, key: str) -> Value:
        return self._there[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._there)

    def __len__(self) -> int:
        return len(self._there)
