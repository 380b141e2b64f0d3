"""The way in to every script: a Python that is new enough, or one sentence.

Any Python 3 must be able to read this file and server.py: an old one would
answer newer words with a syntax error instead of the sentence.
"""

import importlib
import os
import subprocess
import sys
from typing import List, Optional

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
ASK = "import sys; sys.exit(sys.version_info < (3, 11))"
ROOMS = {
    "bench": "launch.bench",
    "elasticsearch": "elastic.command",
    "lint": "proving.lint",
    "server": "launch.server",
    "setup": "launch.setup",
    "test": "proving.test",
}


def require_python(arguments: List[str]) -> None:
    """Return under Python 3.11 or newer; else start over under one, or exit."""
    if sys.version_info[:2] >= OLDEST:
        return
    newer = find_newer()
    if newer and os.name == "posix":
        os.execv(newer, [newer] + arguments)
    wanted = "%d.%d" % OLDEST
    found = "%d.%d" % sys.version_info[:2]
    raise SystemExit(
        "Marquee needs Python %s or newer, and this is Python %s (%s)."
        % (wanted, found, sys.executable)
    )


def find_newer() -> Optional[str]:
    """Return the first newer Python of the PATH that really starts, or None."""
    for name in NEWER:
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            path = os.path.join(folder, name)
            if os.access(path, os.X_OK) and starts(path):
                return path
    return None


def starts(path: str) -> bool:
    """Say whether it is a Python: a version manager's shim may be an empty shell."""
    with open(os.devnull, "w") as nowhere:
        return not subprocess.call([path, "-c", ASK], stdout=nowhere, stderr=nowhere)


def enter(name: str, arguments: List[str]) -> None:
    """Run the script of that name; never returns."""
    require_python(sys.argv)
    raise SystemExit(importlib.import_module(ROOMS[name]).main(arguments))


if __name__ == "__main__":
    enter(sys.argv[1], sys.argv[2:])
