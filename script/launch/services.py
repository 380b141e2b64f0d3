"""The web server and the worker: started, watched, and ended together."""

import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from launch import ports
from launch.console import Console
from launch.failures import CannotGoOn
from launch.folders import Folders
from launch.house import django_environment
from launch.leftovers import remember
from launch.processes import start, stop_all

OPENING_SECONDS = 120
WATCH_SECONDS = 0.3
LAST_LINES = 15
# The page is asked for on this machine: no proxy can help.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass
class Service:
    """A program that runs as long as the site does, and what it says."""

    name: str
    process: subprocess.Popen[bytes]
    log: Path

    def last_lines(self) -> str:
        lines = self.log.read_text("utf-8", "replace").splitlines()
        return "\n".join(f"    {line}" for line in lines[-LAST_LINES:])


class Services:
    """Both programs; leaving the block ends them with all that they started."""

    def __init__(self, folders: Folders, *, host: str, port: int) -> None:
        self.folders = folders
        self.host = host
        self.port = port
        self.running: list[Service] = []

    def __enter__(self) -> "Services":
        return self

    def __exit__(self, *_reason: object) -> None:
        stop_all([service.process for service in self.running])

    @property
    def address(self) -> str:
        return ports.address(self.host, self.port)

    def start_web(self) -> None:
        python = self.folders.python
        web = [str(python), "-m", "granian", "--interface", "wsgi", "--workers", "1"]
        web += ["--blocking-threads", "4", "--host", self.host]
        web += ["--port", str(self.port), "config.wsgi:application"]
        self.add("web server", "web.log", web)

    def start_worker(self) -> None:
        manage = self.folders.root / "manage.py"
        worker = [str(self.folders.python), str(manage), "worker"]
        self.add("worker", "worker.log", worker)

    def add(self, name: str, log_name: str, command: Sequence[str | Path]) -> None:
        log = self.folders.log / log_name
        if log.exists():
            log.replace(log.with_suffix(".former.log"))
        environment = django_environment(self.folders)
        with log.open("wb") as output:
            process = start(
                command,
                folder=self.folders.root,
                environment={
                    **environment,
                    "MARQUEE_BASE_URL": self.address.rstrip("/"),
                },
                output=output,
            )
        self.running.append(Service(name, process, log))
        remember(self.folders, [service.process.pid for service in self.running])

    def wait_for_home(self, console: Console) -> None:
        """Return when the home page answers; refuse when it can't."""
        with console.step("Opening the doors"):
            deadline = time.monotonic() + OPENING_SECONDS
            while time.monotonic() < deadline:
                self.require_alive()
                status = home_status(self.address)
                if status and status < 500:
                    return
                if status:
                    raise CannotGoOn(self.broken_home(status))
                time.sleep(WATCH_SECONDS)
        raise CannotGoOn(f"The home page did not answer in {OPENING_SECONDS} seconds.")

    def broken_home(self, status: int) -> str:
        web = self.running[0]
        return (
            f"The home page answers with an error ({status}). The web server's last"
            f" lines:\n{web.last_lines()}"
        )

    def require_alive(self) -> None:
        for service in self.running:
            status = service.process.poll()
            if status is not None:
                raise CannotGoOn(
                    f"The {service.name} ended by itself (exit status {status}), so"
                    f" everything is stopped. Its last lines, from"
                    f" {self.folders.shown(service.log)}:\n{service.last_lines()}"
                )

    def watch(self) -> None:
        """Stay until a program dies, which is refused by name, or a signal ends it."""
        while True:
            self.require_alive()
            time.sleep(WATCH_SECONDS)


def home_status(address: str) -> int | None:
    """Return the status of the home page, or None while nobody answers."""
    try:
        with DIRECT.open(address, timeout=30) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        return error.code
    except (OSError, TimeoutError):
        return None
