"""The promise of the first page: one command in a new clone, and the site is open."""

import os
import re
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.scripts.copy import ROOT, end, read_until

pytestmark = pytest.mark.fresh


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    folder = tmp_path / "clone"
    command = ["git", "clone", "--quiet", "--no-hardlinks", str(ROOT), str(folder)]
    subprocess.run(command, check=True)
    return folder


@contextmanager
def opened(clone: Path, port: int) -> Iterator[tuple[str, float]]:
    """Start the clone's site; give what it said and the seconds; end it at last."""
    environment = {k: v for k, v in os.environ.items() if k != "MARQUEE_VAR"}
    began = time.monotonic()
    process = subprocess.Popen(
        ["sh", clone / "script" / "server", "--port", str(port)],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    try:
        said = read_until(process, "Stop with Ctrl-C")
        yield said, time.monotonic() - began
    except AssertionError as failure:
        if "package index can't be reached" in str(failure):
            pytest.skip("the package index can't be reached from here")
        raise
    finally:
        end(process)
    assert process.returncode == 0


def page(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return answer.read().decode("utf-8")


def test_a_clone_opens_by_one_command(clone: Path, port: int):
    with opened(clone, port) as (said, first):
        home = page(f"http://127.0.0.1:{port}/")

    assert re.search(r"^  \S.*@", said, re.MULTILINE), "no login was printed"
    assert len(set(re.findall(r'href="/en/(?:shows|performances)/[^"?]+', home))) >= 6

    with opened(clone, port) as (_, second):
        pass

    # How long it takes is the machine's doing; that nothing is made twice, ours.
    assert second < first
