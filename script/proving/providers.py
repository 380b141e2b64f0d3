"""The servers and programs of the parts: temporary, on free ports, gone at the end."""

import os
import shutil
import subprocess
import tempfile
import venv
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path

from elastic import node, parts
from launch.environment import pip_command
from launch.failures import CannotGoOn
from launch.folders import Folders
from launch.house import FOREIGN
from launch.processes import end_by_force, stop_all
from proving.needs import (
    Provider,
    Unavailable,
    find_program,
    free_port,
    listens,
    require_program,
    run_until_closed,
)

STRIPE_MOCK = "v0.203.0"
MACOS_CHROME = Path("/Applications/Google Chrome.app/Contents/MacOS")
# Durability is what a test does not need.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def postgresql(
    _folders: Folders, stack: ExitStack, *, settings: Sequence[str] = ()
) -> Mapping[str, str]:
    """Start a cluster of its own; never as root, which PostgreSQL refuses."""
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    if not places and not find_program(["initdb"]):
        require_program(["pg_ctlcluster"], package="postgresql")
        places = sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)
    programs = require_program(["initdb"], places).resolve().parent
    user = "postgres" if os.geteuid() == 0 else None
    folder = temporary_folder(stack, user)
    port = free_port()
    run_as(
        user,
        *(programs / "initdb", "--pgdata", folder / "data", "--username", "marquee"),
        *("--auth", "trust", "--encoding", "UTF8", "--locale", "C.UTF-8", "--no-sync"),
    )
    options = [f"--{option}" for option in (*FAST, *settings)]
    options += [f"--unix_socket_directories={folder}", "--max_connections=150"]
    server = [str(programs / "postgres"), "-D", f"{folder}/data", "-p", str(port)]
    ask = [str(programs / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(port)]
    run_until_closed(
        [*server, *options],
        stack,
        lambda: subprocess.call(ask, cwd="/") == 0,
        user=user,
    )
    where = ("-h", "127.0.0.1", "-p", str(port), "-U", "marquee")
    run_as(None, programs / "createdb", *where, "marquee")
    return {"DATABASE_URL": f"postgres://marquee@127.0.0.1:{port}/marquee"}


def temporary_folder(stack: ExitStack, user: str | None) -> Path:
    folder = Path(tempfile.mkdtemp(prefix="marquee-"))
    stack.callback(shutil.rmtree, folder, ignore_errors=True)
    if user:
        shutil.chown(folder, user)
    return folder


def run_as(user: str | None, *command: str | Path) -> None:
    """Run a program to its end, refusing with the last line of what it said."""
    done = subprocess.run(
        [str(word) for word in command],
        user=user,
        group=user,
        extra_groups=[] if user else None,
        cwd="/",
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Unavailable(f"{Path(command[0]).name} failed ({said})")


def redis(_folders: Folders, stack: ExitStack) -> Mapping[str, str]:
    program = require_program(["redis-server"], package="redis-server")
    port = free_port()
    command = [str(program), "--bind", "127.0.0.1", "--port", str(port)]
    command += ["--save", "", "--appendonly", "no"]
    run_until_closed(command, stack, lambda: listens(port))
    return {"REDIS_URL": f"redis://127.0.0.1:{port}/0"}


def chromium(_folders: Folders, _stack: ExitStack) -> Mapping[str, str]:
    if os.environ.get("CHROMIUM"):
        return {"CHROMIUM": os.environ["CHROMIUM"]}
    names = ["chromium", "chromium-browser", "google-chrome", "Google Chrome"]
    program = require_program(names, [MACOS_CHROME], package="chromium")
    return {"CHROMIUM": str(program)}


def stripe_mock(folders: Folders, stack: ExitStack) -> Mapping[str, str]:
    """Start Stripe's own mock, built once by Go into var/tools."""
    folder = folders.root / "var" / "tools" / f"stripe-mock-{STRIPE_MOCK}"
    program = find_program(["stripe-mock"], [folder]) or build_stripe_mock(folder)
    port = free_port()
    command = [str(program), "-http-addr", f"127.0.0.1:{port}"]
    run_until_closed(command, stack, lambda: listens(port))
    return {"STRIPE_MOCK_URL": f"http://127.0.0.1:{port}"}


def build_stripe_mock(folder: Path) -> Path:
    go = require_program(["go"])
    done = subprocess.run(
        [go, "install", f"github.com/stripe/stripe-mock@{STRIPE_MOCK}"],
        env={**os.environ, "GOBIN": str(folder)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        said = (done.stderr.strip().splitlines() or ["no reason given"])[-1]
        raise Unavailable(f"Go could not build it ({said})")
    return folder / "stripe-mock"


def elasticsearch(folders: Folders, stack: ExitStack) -> Mapping[str, str]:
    """Start a node of one's own, unless the environment names a server."""
    if given := os.environ.get("ELASTICSEARCH_URL"):
        return {"ELASTICSEARCH_URL": given}
    if not parts.is_built(folders):
        require_program(["mvn"], package="maven")
        require_program(["javac"], package="default-jdk-headless")
    data = temporary_folder(stack, None)
    try:
        place = parts.build(folders)
        process = node.launch(place, data, is_attached=True, options=node.SHORT_LIVED)
    except CannotGoOn as problem:
        raise Unavailable(str(problem)) from None
    stack.callback(end_by_force, process)
    stack.callback(stop_all, [process])
    return {"ELASTICSEARCH_URL": node.address(data)}


def lint_tools(folders: Folders, _stack: ExitStack) -> Mapping[str, str]:
    """Install what must not share an environment, into one of its own."""
    requirements = folders.root / "script" / "isolated.txt"
    place = Folders(folders.root / "var" / "tools" / "lint", folders.var)
    stamp = place.root / "installed.txt"
    if not stamp.exists() or stamp.read_text("utf-8") != requirements.read_text(
        "utf-8"
    ):
        venv.EnvBuilder(clear=True, with_pip=False).create(place.venv)
        command = pip_command(folders.root, place.python, requirements)
        run_as(None, *command)
        shutil.copy(requirements, stamp)
    return {}


def migrated(
    folders: Folders, _stack: ExitStack, *, database: Mapping[str, str] | None = None
) -> Mapping[str, str]:
    """Make the migrated database that tests copy, before the first of them asks.

    Where that fails nothing is hidden: the tests try it themselves, and fail.
    """
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    ours = {
        "DJANGO_SETTINGS_MODULE": "config.settings.test",
        "PYTHONPATH": os.pathsep.join([str(folders.root / "site"), str(folders.root)]),
        "PYTHONUTF8": "1",
    }
    subprocess.run(
        [folders.python, "-m", "tests.migrated"],
        cwd=folders.root,
        env={**kept, **ours, **(database or {})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return {}


def migrated_postgresql(folders: Folders, stack: ExitStack) -> Mapping[str, str]:
    given = postgresql(folders, stack)
    migrated(folders, stack, database=given)
    return given


def docker_compose(_folders: Folders, _stack: ExitStack) -> Mapping[str, str]:
    docker = require_program(["docker"])
    ask = [str(docker), "compose", "version"]
    if subprocess.run(ask, capture_output=True, check=False).returncode:
        raise Unavailable("this Docker has no Compose")
    return {}


# Begun in this order: most tests wait for the first.
PROVIDERS: Mapping[str, Provider] = {
    "migrated SQLite": migrated,
    "lint tools": lint_tools,
    "Docker Compose": docker_compose,
    "PostgreSQL": migrated_postgresql,
    "Redis": redis,
    "Chromium": chromium,
    "stripe-mock": stripe_mock,
    "Elasticsearch": elasticsearch,
}
