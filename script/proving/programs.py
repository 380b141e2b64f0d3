"""The programs that parts are: run side by side, ended together."""

import subprocess
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from launch.processes import stop_all

SECONDS_AT_MOST = 2400


class Programs:
    """Runs programs to their end, from any thread, until told to stop."""

    def __init__(self) -> None:
        self.running: set[subprocess.Popen[bytes]] = set()
        self.lock = threading.Lock()
        self.is_stopped = False

    def run(
        self, command: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> tuple[int, str]:
        """Return the exit status and what was said; 1 after the time limit."""
        try:
            program = self.start(command, folder, environment)
        except FileNotFoundError as missing:
            return 1, f"there is no program {missing.filename}"
        try:
            said, _ = program.communicate(timeout=SECONDS_AT_MOST)
        except subprocess.TimeoutExpired:
            stop_all([program])
            said, _ = program.communicate()
            words = said.decode("utf-8", "replace")
            return 1, f"{words}\nnot finished after {SECONDS_AT_MOST} seconds"
        finally:
            self.running.discard(program)
        return program.returncode, said.decode("utf-8", "replace")

    def start(
        self, command: Sequence[str], folder: Path, environment: Mapping[str, str]
    ) -> subprocess.Popen[bytes]:
        """Start it as the head of a group, which is ended as a whole."""
        with self.lock:
            if self.is_stopped:
                raise FileNotFoundError(0, "stopped", command[0])
            program = subprocess.Popen(
                command,
                cwd=folder,
                env=dict(environment),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
            self.running.add(program)
        return program

    def stop(self) -> None:
        """End what is running, with all that it started, and start nothing more."""
        with self.lock:
            self.is_stopped = True
            running = list(self.running)
        stop_all(running)
