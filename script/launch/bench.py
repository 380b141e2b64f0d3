"""What script/bench does: run one benchmark of bench/ and see that it gave figures."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from launch.console import Console
from launch.folders import Folders


def main(arguments: Sequence[str]) -> int:
    """Run bench/NAME with the arguments that follow its name.

    Fails too where the last line is not one JSON object, which is the promise.
    """
    folders = Folders.here()
    console = Console.standard()
    known = benchmarks(folders.root / "bench")
    if not arguments or arguments[0] not in known:
        console.problem(f"script/bench NAME, where NAME is one of: {', '.join(known)}")
        return 2
    if not folders.python.exists():
        console.problem("There is no .venv yet: script/setup makes it.")
        return 1
    status, last = run(folders, arguments)
    if status == 0 and not is_object(last):
        console.problem("The last line is not one JSON object of figures.")
        return 1
    return status


def benchmarks(folder: Path) -> list[str]:
    """List the modules and packages that can be run as benchmarks."""
    modules = {path.stem for path in folder.glob("[!_]*.py")}
    packages = {path.parent.name for path in folder.glob("*/__main__.py")}
    return sorted(modules | packages)


def run(folders: Folders, arguments: Sequence[str]) -> tuple[int, str]:
    """Let the benchmark speak as it goes, and keep its last line."""
    command = [str(folders.python), "-m", f"bench.{arguments[0]}", *arguments[1:]]
    paths = [str(folders.root), str(folders.root / "site")]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONUNBUFFERED": "1",
    }
    last = ""
    with subprocess.Popen(
        command,
        cwd=folders.root,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        encoding="utf-8",
    ) as process:
        for line in process.stdout or ():
            print(line, end="", flush=True)
            last = line.strip() or last
    return process.returncode, last


def is_object(line: str) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return False
