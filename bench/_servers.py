"""What the figures are measured on: PostgreSQL and the web server, started here."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "script"), str(ROOT / "site")]

from launch.folders import Folders  # noqa: E402 its folder is put on the path above
from proving.needs import free_port, listens, wait_until  # noqa: E402
from proving.providers import postgresql  # noqa: E402

# The database counts its own statements.
COUNTING = ("shared_preload_libraries=pg_stat_statements",)


@dataclass
class Site:
    """A running site: its port, its processes, the environment it runs in."""

    port: int
    environment: dict[str, str]
    web: psutil.Process
    # None where the house is on SQLite.
    database: psutil.Process | None

    def cpu_seconds(self) -> float:
        """CPU of the web and database processes, ended children included."""
        return _cpu(self.web) + (_cpu(self.database) if self.database else 0.0)

    def web_cpu_seconds(self) -> float:
        return _cpu(self.web)


def _cpu(process: psutil.Process) -> float:
    total = 0.0
    for one in [process, *process.children(recursive=True)]:
        try:
            t = one.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += t.user + t.system
        if one == process:
            total += t.children_user + t.children_system
    return total


@contextmanager
def environment_on_postgresql() -> Iterator[dict[str, str]]:
    """A migrated, furnished house on a cluster of its own, gone at the end."""
    with ExitStack() as stack:
        var = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        made = postgresql(Folders(ROOT, var), stack, settings=COUNTING)
        environment = {
            **os.environ,
            **made,
            "MARQUEE_VAR": str(var),
            "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
            "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        }
        for command in (["migrate", "-v0"], ["setup_house"]):
            manage(environment, *command)
        yield environment


def manage(environment: dict[str, str], *command: str) -> None:
    subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), *command],
        env=environment,
        stdout=subprocess.DEVNULL,
        check=True,
    )


@contextmanager
def site(
    environment: dict[str, str], *, threads: int, processes: int = 1
) -> Iterator[Site]:
    """The web server as `script/server` starts it, with so many threads in each."""
    port = free_port()
    environment = {**environment, "MARQUEE_BASE_URL": f"http://localhost:{port}"}
    command = [sys.executable, "-m", "granian", "--interface", "wsgi"]
    command += [
        "--workers",
        str(processes),
        "--blocking-threads",
        str(threads),
        "--host",
        "127.0.0.1",
    ]
    command += ["--port", str(port), "--no-access-log", "config.wsgi:application"]
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL
    )
    try:
        wait_until(lambda: listens(port), process)
        yield Site(port, environment, psutil.Process(process.pid), _postgres())
    finally:
        process.terminate()
        process.wait(30)


def _postgres() -> psutil.Process | None:
    """The cluster that this process started: the newest of its own children."""
    own = [
        child
        for child in psutil.Process().children()
        if child.name().startswith("postgres")
    ]
    return own[-1] if own else None
