"""The way in to every script: a Python that is new enough, or one sentence.

Any Python since 2.7 must be able to read this file and the ones that import it
first: an older one would answer with a syntax error instead of the sentence.
"""

import os
import subprocess
import sys

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
ASK = "import sys; sys.exit(sys.version_info < (3, 11))"


def require_python(arguments):
    """Return under Python 3.11 or newer; else start over under one, or exit."""
    if sys.version_info >= OLDEST:
        return
    newer = find_newer()
    if newer and os.name == "posix":
        os.execv(newer, [newer] + arguments)
    raise SystemExit(
        "Marquee needs Python %d.%d or newer, and this is Python %d.%d (%s)."
        % (OLDEST + tuple(sys.version_info[:2]) + (sys.executable,))
    )


def find_newer():
    """Return the first newer Python of the PATH that really starts, or None."""
    for name in NEWER:
        for folder in os.environ.get("PATH", "").split(os.pathsep):
            path = os.path.join(folder, name)
            if os.access(path, os.X_OK) and starts(path):
                return path
    return None


def starts(path):
    """Say whether it is a Python: a version manager's shim may be an empty shell."""
    with open(os.devnull, "w") as nowhere:
        return not subprocess.call([path, "-c", ASK], stdout=nowhere, stderr=nowhere)
