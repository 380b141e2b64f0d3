"""What a person sees of a start: sentences, and steps that show they move."""

import os
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

REDRAW_SECONDS = 0.15
PLAIN_SECONDS = 5.0
ERASE_LINE = "\r\033[K"
FRAMES = "|/-\\"


class Step:
    """One step under way; a thread shows its time, and its detail where known."""

    def __init__(self, stream: TextIO, title: str, *, live: bool, every: float) -> None:
        self.stream = stream
        self.title = title
        self.live = live
        self.every = REDRAW_SECONDS if live else every
        self.detail = ""
        self.began = time.monotonic()
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.tick, daemon=True)

    def seconds(self) -> int:
        return round(time.monotonic() - self.began)

    def tick(self) -> None:
        turn = 0
        while not self.ended.wait(self.every):
            detail = f": {self.detail}" if self.detail else ""
            text = f"{self.title}{detail} ({self.seconds()} s)"
            if self.live:
                room = shutil.get_terminal_size().columns - 3
                frame = FRAMES[turn % len(FRAMES)]
                self.write(f"{ERASE_LINE}{frame} {text[:room]}", end="")
            else:
                self.write(f"  {text}")
            turn += 1

    def write(self, text: str, end: str = "\n") -> None:
        self.stream.write(text + end)
        self.stream.flush()

    def say(self, text: str) -> None:
        """Say something beside the line that is redrawn."""
        self.write(f"{ERASE_LINE}{text}" if self.live else text)

    def begin(self) -> None:
        if not self.live:
            self.write(f"{self.title} ...")
        self.thread.start()

    def finish(self, word: str) -> None:
        self.ended.set()
        self.thread.join()
        if self.live:
            self.write(f"{ERASE_LINE}{self.title}: {word} ({self.seconds()} s)")
        elif word != "done" or self.seconds() >= PLAIN_SECONDS:
            self.write(f"  {word} after {self.seconds()} s")


class Console:
    """The terminal, or whatever stands in its place: a pipe, a file, a log."""

    def __init__(self, out: TextIO, err: TextIO) -> None:
        self.out = out
        self.err = err
        self.live = out.isatty() and os.environ.get("TERM") != "dumb"
        if os.name == "nt":
            # Windows terminals obey control codes only after some program asked.
            os.system("")  # noqa: S605

    @classmethod
    def standard(cls) -> "Console":
        for stream in (sys.stdout, sys.stderr):
            # A name that the terminal's code page lacks must not stop a start.
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
        return cls(sys.stdout, sys.stderr)

    def say(self, text: str = "") -> None:
        self.out.write(text + "\n")
        self.out.flush()

    def problem(self, text: str) -> None:
        self.out.flush()
        self.err.write(text + "\n")
        self.err.flush()

    @contextmanager
    def step(self, title: str, every: float = PLAIN_SECONDS) -> Iterator[Step]:
        """Show a step from its first moment to its end, whatever end that is.

        Where no line can be redrawn, one is written every so many seconds.
        """
        step = Step(self.out, title, live=self.live, every=every)
        step.begin()
        word = "interrupted"
        try:
            yield step
            word = "done"
        except Exception:
            word = "failed"
            raise
        finally:
            step.finish(word)

    def confirms(self, question: str) -> bool | None:
        """Ask a yes-or-no question; None where nobody is there to answer."""
        if not (sys.stdin and sys.stdin.isatty()):
            return None
        self.out.write(f"{question} [y/N] ")
        self.out.flush()
        return sys.stdin.readline().strip().lower() in {"y", "yes"}
