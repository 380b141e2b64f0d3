"""How far a long command is, for a terminal or for a log."""

import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Sized
from types import TracebackType
from typing import Self, TextIO, TypeVar

Item = TypeVar("Item")

REDRAW_SECONDS = 0.1
PLAIN_SECONDS = 2.0
BAR_WIDTH = 24
ERASE_LINE = "\r\033[K"


class Progress:
    """One part of the work: a bar that moves on a terminal, lines elsewhere.

    A pipe gets a line at the beginning, one every two seconds, one at the end.
    """

    def __init__(
        self,
        stream: TextIO,
        title: str,
        total: int,
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.stream = stream
        self.title = title
        self.total = total
        self.done = 0
        self.live = bool(getattr(stream, "isatty", lambda: False)())
        self.clock = clock
        self.began = clock()
        self.shown_at = self.began

    def __enter__(self) -> Self:
        self._show()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._show()
        if self.live:
            self.stream.write("\n")

    def advance(self, steps: int = 1) -> None:
        self.done += steps
        pause = REDRAW_SECONDS if self.live else PLAIN_SECONDS
        if self.clock() - self.shown_at >= pause:
            self._show()

    def _show(self) -> None:
        self.shown_at = self.clock()
        text = f"{self.title}: {self.done} of {self.total}"
        text += f" ({self.shown_at - self.began:.0f} s)"
        if self.live:
            room = shutil.get_terminal_size().columns - BAR_WIDTH - 4
            self.stream.write(f"{ERASE_LINE}{self._bar()} {text[: max(room, 0)]}")
        else:
            self.stream.write(text + "\n")
        self.stream.flush()

    def _bar(self) -> str:
        full = BAR_WIDTH * self.done // self.total if self.total else BAR_WIDTH
        return "█" * full + "░" * (BAR_WIDTH - full)


def counted(stream: TextIO, title: str, items: Iterable[Item]) -> Iterator[Item]:
    """Give the items one by one, showing how many of them are done."""
    known = items if isinstance(items, Sized) else list(items)
    with Progress(stream, title, len(known)) as progress:
        for item in known:
            yield item
            progress.advance()
