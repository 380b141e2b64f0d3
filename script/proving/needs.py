"""What parts of the proof need besides Python: found, installed, started, ended."""

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from launch.folders import Folders
from launch.processes import end_by_force, stop_all

START_SECONDS = 180
# Debian's own lock refuses a second one at once.
INSTALLING = threading.Lock()
Provider = Callable[[Folders, ExitStack], Mapping[str, str]]


class Unavailable(Exception):
    """A need can't be met on this machine; says why."""


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def find_program(names: Sequence[str], folders: Sequence[Path] = ()) -> Path | None:
    """Return the first program of these names, on the PATH or in the folders."""
    path = os.pathsep.join([os.environ.get("PATH", ""), *map(str, folders)])
    found = (shutil.which(name, path=path) for name in names)
    return next((Path(program) for program in found if program), None)


def require_program(
    names: Sequence[str], folders: Sequence[Path] = (), *, package: str = ""
) -> Path:
    """Find a program, after installing Debian's package of it where that may be."""
    program = find_program(names, folders)
    if program is None and package:
        install_package(package)
        program = find_program(names, folders)
    if program is None:
        raise Unavailable(f"{names[0]} is not installed")
    return program


def install_package(package: str) -> None:
    """Install one of Debian's packages as root; refuse where it can't be."""
    if shutil.which("apt-get") is None:
        raise Unavailable(f"{package} is not installed, and there is no apt-get")
    if os.geteuid() != 0:
        raise Unavailable(f"{package} is not installed, and only root may install it")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    command = ["apt-get", "install", "--yes", "--quiet", "--no-install-recommends"]
    for step in (["apt-get", "update", "--quiet"], [*command, package]):
        with INSTALLING:
            done = subprocess.run(
                step,
                env=environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                check=False,
            )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Unavailable(f"{package} could not be installed ({said})")


def wait_until(ready: Callable[[], bool], process: subprocess.Popen[bytes]) -> None:
    """Return when the program is ready; refuse when it died or takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while not ready():
        if process.poll() is not None:
            raise Unavailable(f"it ended by itself (exit status {process.returncode})")
        if time.monotonic() > deadline:
            process.kill()
            raise Unavailable(f"it was not ready after {START_SECONDS} seconds")
        time.sleep(0.1)


def listens(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False


class Needs:
    """Meets each need once, keeps its environment or the reason, ends it at last."""

    def __init__(self, folders: Folders, providers: Mapping[str, Provider]) -> None:
        self.folders = folders
        self.providers = providers
        self.stack = ExitStack()
        self.met: dict[str, Mapping[str, str]] = {}
        self.reasons: dict[str, str] = {}

    def prepare(self, name: str) -> None:
        try:
            self.met[name] = self.providers[name](self.folders, self.stack)
        except (Unavailable, OSError, subprocess.SubprocessError) as reason:
            self.reasons[name] = f"{name}: {reason}"

    def close(self) -> None:
        self.stack.close()


def run_until_closed(
    command: Sequence[str | Path],
    stack: ExitStack,
    ready: Callable[[], bool],
    *,
    user: str | None = None,
) -> None:
    """Start a server that ends with the stack, and wait until it is ready."""
    process = subprocess.Popen(
        [str(word) for word in command],
        user=user,
        group=user,
        extra_groups=[] if user else None,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        cwd="/",
    )
    stack.callback(end_by_force, process)
    stack.callback(stop_all, [process])
    wait_until(ready, process)
