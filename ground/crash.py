"""Named moments at which tests end the process, to see what is left behind.

Only the test settings can name them; elsewhere a crash point does nothing.
"""

import os
import signal
from typing import Final

_armed: Final[set[str]] = set()


def arm(names: str) -> None:
    """Let the process die at these moments (names with commas between)."""
    _armed.update(name for name in names.split(",") if name)


def crash_point(name: str) -> None:
    """End this process at once, as a power cut would, if this moment is armed."""
    if name in _armed:
        os.kill(os.getpid(), signal.SIGKILL)
