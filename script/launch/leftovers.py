"""What a start that was killed outright left running."""

import contextlib
import json
import os
import signal
import subprocess
import time
from collections.abc import Sequence
from pathlib import Path

from launch.console import Console
from launch.folders import Folders

LETTING_GO_SECONDS = 3.0


def memory(folders: Folders) -> Path:
    return folders.var / "running.json"


def remember(folders: Folders, heads: Sequence[int]) -> None:
    """Note the heads of the process groups, in case this process is killed."""
    memory(folders).write_text(json.dumps(list(heads)), "utf-8")


def end_leftovers(folders: Folders, console: Console) -> None:
    """End the programs of a former start of this folder; touch no other ones.

    A process number may have a new owner by now: only one that runs this
    folder's Python counts.
    """
    try:
        heads = json.loads(memory(folders).read_text("utf-8"))
    except (OSError, ValueError):
        return
    memory(folders).unlink()
    if os.name != "posix":
        return
    ours = [head for head in heads if str(folders.python) in command_of(head)]
    for head in ours:
        end_group(head)
    if ours:
        console.say("Ended what a former start, which was killed, had left running.")


def end_group(head: int) -> None:
    """End a group of processes and wait until they have let go of their port."""
    with contextlib.suppress(ProcessLookupError):
        deadline = time.monotonic() + LETTING_GO_SECONDS
        while time.monotonic() < deadline:
            os.killpg(head, signal.SIGKILL)
            time.sleep(0.1)


def command_of(process: int) -> str:
    """Return the command line of a process, or nothing if there is none."""
    entry = Path(f"/proc/{process}/cmdline")
    if Path("/proc/self").exists():
        return entry.read_text("utf-8", "replace") if entry.exists() else ""
    ask = ["ps", "-o", "command=", "-p", str(process)]
    return subprocess.run(ask, capture_output=True, text=True, check=False).stdout
