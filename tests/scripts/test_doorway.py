"""A Python that is too old gets a sentence, or its place is taken by a newer one."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parents[2] / "script"
PRETEND = (
    "import sys; sys.version_info = (3, 9, 2, 'final', 0);"
    f" sys.path.insert(0, {str(SCRIPT)!r}); import doorway;"
    " doorway.require_python(sys.argv[1:]); print('went in')"
)


def enter_as_old_python(path: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PRETEND, *words],
        env={**os.environ, "PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("name", ["doorway.py", "server.py"])
def test_old_pythons_can_read_the_way_in(name: str):
    ast.parse((SCRIPT / name).read_text("utf-8"), feature_version=(3, 6))


def test_an_old_python_says_what_is_needed(tmp_path: Path):
    old = enter_as_old_python(str(tmp_path))

    assert old.returncode == 1
    assert old.stderr.startswith("Marquee needs Python 3.11 or newer, and this is")
    assert "Python 3.9" in old.stderr
    assert old.stdout == ""


def test_a_newer_python_takes_over(tmp_path: Path):
    newer = tmp_path / "python3.12"
    newer.write_text("#!/bin/sh\n[ $1 = -c ] && exit 0\necho took over $*\n")
    newer.chmod(0o755)

    old = enter_as_old_python(f"{tmp_path}:/usr/bin:/bin", "server.py", "--port", "1")

    assert old.stdout == "took over server.py --port 1\n"


def test_an_empty_shim_is_no_newer_python(tmp_path: Path):
    shim = tmp_path / "python3.12"
    shim.write_text("#!/bin/sh\nexit 127\n")
    shim.chmod(0o755)

    assert "Marquee needs Python" in enter_as_old_python(str(tmp_path)).stderr
