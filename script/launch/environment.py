"""The virtual environment: made once, filled from the pinned requirements."""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

from launch.console import Console
from launch.failures import CannotGoOn, StepFailed, explain_install
from launch.folders import Folders
from launch.lock import only_one
from launch.processes import run_step

RUNTIME = "requirements.txt"
DEVELOPMENT = "requirements-dev.txt"
FREE_BYTES = 1_000_000_000
# Python's builders may leave these out, and nothing works without them.
PARTS_OF_PYTHON = ("_ssl", "_sqlite3", "_ctypes", "zlib")
ASK_VERSION = "import sys; print('%d.%d' % sys.version_info[:2])"


def ensure_environment(
    folders: Folders, console: Console, *, development: bool = False
) -> None:
    """Make .venv hold just what the requirements pin; at once if it does.

    A start that was interrupted in the middle is begun anew.
    """
    names = [RUNTIME, DEVELOPMENT] if development else [RUNTIME]
    wanted = {name: fingerprint(folders.root / name) for name in names}
    if is_current(folders, wanted):
        return
    lock = folders.root / "var" / "install.lock"
    with only_one(lock, doing="Packages are being installed in this folder"):
        require_room(folders.root)
        unfinished = folders.venv / "unfinished"
        if unfinished.exists() or not runs(folders.python):
            create(folders)
        unfinished.touch()
        for name in names:
            install(folders, console, name)
        write_stamp(folders, wanted)
        unfinished.unlink()


def fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def stamp_path(folders: Folders) -> Path:
    return folders.venv / "marquee.json"


def read_stamp(folders: Folders) -> dict[str, str]:
    try:
        stamp = json.loads(stamp_path(folders).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    # Moved with its folder, an environment still points at the former place.
    return stamp if stamp.get("place") == str(folders.venv) else {}


def write_stamp(folders: Folders, wanted: dict[str, str]) -> None:
    stamp = {**read_stamp(folders), **wanted, "place": str(folders.venv)}
    stamp_path(folders).write_text(json.dumps(stamp, indent=2) + "\n", "utf-8")


def is_current(folders: Folders, wanted: dict[str, str]) -> bool:
    """Compare with the stamp; the interpreter must still be where it was."""
    if (folders.venv / "unfinished").exists() or not folders.python.exists():
        return False
    stamp = read_stamp(folders)
    return all(stamp.get(name) == value for name, value in wanted.items())


def require_room(root: Path) -> None:
    free = shutil.disk_usage(root).free
    if free < FREE_BYTES:
        raise CannotGoOn(
            f"The disk has {free // 1_000_000} MB free, and the packages with their"
            f" cache need about {FREE_BYTES // 1_000_000} MB."
        )


def runs(python: Path) -> bool:
    """Say whether the environment's Python starts and is new enough."""
    if not python.exists():
        return False
    command = [str(python), "-c", ASK_VERSION]
    asked = subprocess.run(command, capture_output=True, text=True, check=False)
    version = tuple(int(part) for part in asked.stdout.split(".") if part.isdigit())
    return asked.returncode == 0 and version >= (3, 11)


def create(folders: Folders) -> None:
    """Make an empty environment, without the pip that some systems take away."""
    missing = [p for p in PARTS_OF_PYTHON if importlib.util.find_spec(p) is None]
    if missing:
        names = ", ".join(name.lstrip("_") for name in missing)
        raise CannotGoOn(
            f"This Python ({sys.executable}) was built without {names}:"
            " install a complete one."
        )
    if folders.venv.is_symlink():
        # It leads to somebody else's, which is not ours to empty.
        folders.venv.unlink()
    builder = venv.EnvBuilder(clear=True, symlinks=os.name != "nt", with_pip=False)
    builder.create(folders.venv)


def install(folders: Folders, console: Console, name: str) -> None:
    """Install one file of pinned requirements with the pip that lies in wheels/."""
    total = count_pins((folders.root / name).read_text("utf-8"))
    title = f"Installing the packages of {name}"
    log = folders.root / "var" / "log" / "install.log"
    with console.step(title) as step:
        try:
            run_step(
                pip_command(folders.root, folders.python, folders.root / name),
                step=step,
                log=log,
                folder=folders.root,
                environment=pip_environment(),
                detail=PipProgress(total),
            )
        except StepFailed as failure:
            output = "\n".join(failure.output)
            raise CannotGoOn(explain_install(output, folders.shown(log))) from None


def count_pins(requirements: str) -> int:
    lines = requirements.splitlines()
    return sum("==" in line and not line.startswith((" ", "#")) for line in lines)


def pip_command(root: Path, python: Path, requirements: Path) -> list[str | Path]:
    wheel = next((root / "script" / "wheels").glob("pip-*.whl"))
    # A wheel is a zip that Python can run. Hashes and pins make asking for
    # dependencies needless; ready-made packages make a compiler needless.
    return [
        *(python, wheel / "pip", "install", "--require-hashes", "--no-deps"),
        *("--only-binary", ":all:", "--no-input", "--progress-bar", "off"),
        *("--no-compile", "--retries", "2", "--disable-pip-version-check"),
        *("--requirement", requirements),
    ]


def pip_environment() -> dict[str, str]:
    """Keep the person's index and proxy, drop what sends packages elsewhere."""
    misleading = {"PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_PREFIX", "PIP_USER"}
    kept = {k: v for k, v in os.environ.items() if k not in misleading}
    return {**kept, "PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1"}


class PipProgress:
    """Counts the packages that pip names, for the line that shows the step."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.seen = 0

    def __call__(self, line: str) -> str | None:
        words = line.split()
        if words[:1] == ["Collecting"] or words[:2] == ["Requirement", "already"]:
            self.seen = min(self.seen + 1, self.total)
            return f"{self.seen} of {self.total} found"
        if line.startswith("Installing collected packages"):
            return "unpacking"
        return None
