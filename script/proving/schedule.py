"""Which part is next: in their order, but none before what it needs is there."""

import threading
from collections.abc import Callable, Sequence

from proving.parts import Part


class Schedule:
    """Hands out parts to the lanes that run them side by side."""

    def __init__(self, parts: Sequence[Part], *, ready: Callable[[Part], bool]) -> None:
        self.waiting = list(parts)
        self.running: list[Part] = []
        self.ready = ready
        self.changed = threading.Condition()

    def take(self) -> Part | None:
        """Wait for a part that may begin; None where none is left."""
        with self.changed:
            while self.waiting:
                part = next(filter(self.ready, self.waiting), None)
                if part is not None:
                    self.waiting.remove(part)
                    self.running.append(part)
                    self.changed.notify_all()
                    return part
                self.changed.wait()
        return None

    def end(self, part: Part) -> None:
        with self.changed:
            self.running.remove(part)

    def look_again(self) -> None:
        """Something that parts may have waited for is there, or never will be."""
        with self.changed:
            self.changed.notify_all()

    def stop(self) -> None:
        """Begin nothing more."""
        with self.changed:
            self.waiting.clear()
            self.changed.notify_all()

    def names(self) -> str:
        return ", ".join(part.name for part in list(self.running))
