"""The house's database: made, brought up to date, filled, or deleted."""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path

from launch.console import Console
from launch.environment import RUNTIME, fingerprint
from launch.failures import CannotGoOn, StepFailed
from launch.folders import Folders
from launch.processes import run_step

SOME_SKIPPED = 1
# A reset leaves what is not the house's, or what is there to bring it back.
KEPT = {"backups", "tools", "server.lock", "install.lock"}
# What a shell says of other projects; the last would have each of our processes
# compile its 2,400 modules anew: 1.5 s of start become 4.
FOREIGN = (
    "DATABASE_URL",
    "REDIS_URL",
    "DJANGO_SETTINGS_MODULE",
    "PYTHONHOME",
    "PYTHONDONTWRITEBYTECODE",
)
NAMES = {"demo": "the demo repertoire", "empty": "no repertoire", "season": "a season"}


@dataclass
class Record:
    """What earlier starts did to this house, kept beside its database."""

    code: str = ""
    filled: str = ""
    seasons: list[str] = field(default_factory=list)

    @classmethod
    def read(cls, folders: Folders) -> "Record":
        """Return the record, or an empty one for a house that is not there."""
        if not folders.database.exists():
            return cls()
        try:
            return cls(**json.loads((folders.var / "house.json").read_text("utf-8")))
        except (OSError, ValueError, TypeError):
            return cls()

    def write(self, folders: Folders) -> None:
        path = folders.var / "house.json"
        path.write_text(json.dumps(asdict(self), indent=2) + "\n", "utf-8")


def django_environment(folders: Folders) -> dict[str, str]:
    """Return the environment of every program of this house.

    Another project's database in the shell's variables must not be migrated.
    """
    kept = {name: value for name, value in os.environ.items() if name not in FOREIGN}
    return {
        **kept,
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "PYTHONPATH": os.pathsep.join([str(folders.root / "site"), str(folders.root)]),
        "PYTHONUNBUFFERED": "1",
        "PYTHONUTF8": "1",
        "MARQUEE_VAR": str(folders.var),
    }


def manage(
    folders: Folders, console: Console, title: str, *words: str | Path
) -> list[str]:
    """Run a management command as a step and return the lines it printed."""
    with console.step(title) as step:
        return run_step(
            [folders.python, folders.root / "manage.py", *words],
            step=step,
            log=folders.log / "start.log",
            folder=folders.root,
            environment=django_environment(folders),
            detail=str.strip,
        )


def require_fitting(record: Record, *, kind: str, plain: bool) -> None:
    """Refuse to pour one repertoire over another."""
    if plain or record.filled in {"", kind}:
        return
    raise CannotGoOn(
        f"This house already holds {NAMES[record.filled]}: add --reset to delete it"
        " first, or name another folder in MARQUEE_VAR."
    )


def prepare(
    folders: Folders, console: Console, *, empty: bool, season: Path | None, day: date
) -> None:
    """Bring the house up to date and fill it once, the way that is asked for."""
    record = Record.read(folders)
    kind = "season" if season else "empty" if empty else "demo"
    require_fitting(record, kind=kind, plain=not (season or empty))
    migrate(folders, console, record)
    if season:
        import_season(folders, console, record, season, day)
    elif not record.filled:
        if kind == "demo":
            manage(folders, console, "Loading the demo house", "load_demo")
        record.filled = kind
        record.write(folders)


def migrate(folders: Folders, console: Console, record: Record) -> None:
    code = code_fingerprint(folders.root)
    if record.code == code and catalogues_are_built(folders.root):
        return
    manage(folders, console, "Building the translations", "messages", "--build")
    manage(folders, console, "Bringing the database up to date", "migrate")
    manage(folders, console, "Furnishing the house", "setup_house")
    record.code = code
    record.write(folders)


def import_season(
    folders: Folders, console: Console, record: Record, season: Path, day: date
) -> None:
    """Import a season once; its file's contents decide whether it is the same."""
    mark = fingerprint(season)
    if mark in record.seasons:
        return
    words = ("import_programmes", season, "--shift-to", day.isoformat(), "--offer")
    try:
        lines = manage(folders, console, f"Importing {season.name}", *words)
    except StepFailed as failure:
        lines = failure.output
        # A few bad programmes are no reason to stay closed.
        if failure.status != SOME_SKIPPED or not any(map(is_sum, lines)):
            raise
    for line in lines:
        if is_sum(line) or line.startswith("Skipped "):
            console.say(f"  {line}")
    record.filled = "season"
    record.seasons.append(mark)
    record.write(folders)


def is_sum(line: str) -> bool:
    """Recognise the line with which a finished import sums up."""
    return line.startswith("Programmes: ")


def code_fingerprint(root: Path) -> str:
    """Sum up all that decides what a database and its texts must look like."""
    digest = hashlib.sha256(fingerprint(root / RUNTIME).encode())
    for path in sorted(code_of_the_database(root)):
        digest.update(f"{path.relative_to(root)} {fingerprint(path)}\n".encode())
    return digest.hexdigest()


def code_of_the_database(root: Path) -> Iterator[Path]:
    for pattern in ("*/migrations/*.py", "*/*/migrations/*.py", "starter/**/*.py"):
        yield from root.glob(pattern)
    yield from root.glob("locale/*/LC_MESSAGES/*.po")


def catalogues_are_built(root: Path) -> bool:
    sources = root.glob("locale/*/LC_MESSAGES/*.po")
    return all(source.with_suffix(".mo").exists() for source in sources)


def reset(folders: Folders, console: Console, *, sure: bool) -> None:
    """Delete the house after a yes; refuse where nobody can say it."""
    doomed = [path for path in entries(folders.var) if path.name not in KEPT]
    if not doomed:
        return
    if folders.var != folders.root / "var" and not folders.database.exists():
        raise CannotGoOn(f"{folders.var} holds no house: nothing there is deleted.")
    names = ", ".join(path.name for path in doomed)
    console.say(f"--reset deletes from {folders.shown(folders.var)}/: {names}")
    answer = True if sure else console.confirms("Delete all this?")
    if answer is None:
        raise CannotGoOn(
            "Nobody is there to confirm it: --reset --yes deletes unasked."
        )
    if not answer:
        raise CannotGoOn("Nothing was deleted.")
    # The database goes last: it is what marks the folder as a house.
    for path in sorted(doomed, key=lambda path: path.name.startswith("marquee.")):
        shutil.rmtree(path) if path.is_dir() else path.unlink()


def entries(folder: Path) -> list[Path]:
    return sorted(folder.iterdir()) if folder.exists() else []


def logins(folders: Folders) -> list[tuple[str, str, str]]:
    """Return role, e-mail and password of the house's demo logins, if it has any."""
    command = [str(folders.python), "manage.py", "house_logins", "--skip-checks"]
    asked = subprocess.run(
        command,
        cwd=folders.root,
        env=django_environment(folders),
        capture_output=True,
        text=True,
        encoding="utf-8",
        stdin=subprocess.DEVNULL,
        check=False,
    )
    rows = [tuple(line.split("\t")) for line in asked.stdout.splitlines()]
    return [(row[0], row[1], row[2]) for row in rows if len(row) == 3]
