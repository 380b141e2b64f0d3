"""script/elasticsearch with the real parts: started, found, ended."""

import os
import subprocess
import sys

import pytest

from elastic import node, parts
from launch.folders import Folders

FOLDERS = Folders.here()
pytestmark = [
    pytest.mark.elasticsearch,
    pytest.mark.skipif(
        not parts.is_built(FOLDERS), reason="Elasticsearch is not put together here"
    ),
]
# Starts an attached node, says its process, and waits to be killed.
PARENT = """
import sys, time
from pathlib import Path
from elastic import node, parts
from launch.folders import Folders

home, data = parts.home(Folders.here()), Path(sys.argv[1])
process = node.launch(home, data, is_attached=True, options=node.SHORT_LIVED)
print(process.pid, flush=True)
time.sleep(600)
"""


def _script(*words):
    done = subprocess.run(
        [FOLDERS.root / "script" / "elasticsearch", *words],
        env={**os.environ, "ES_JAVA_OPTS": " ".join(node.SHORT_LIVED)},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def test_a_node_is_started_once_found_and_ended(tmp_path):
    data = str(tmp_path / "data")
    try:
        status, said = _script("start", "--data", data)
        assert status == 0
        address = node.find(tmp_path / "data").address
        assert f"listens on {address} (process " in said
        assert node.answers(address)

        assert _script("start", "--data", data)[1].strip() in said
        assert _script("status", "--data", data)[0] == 0
    finally:
        assert "has ended" in _script("stop", "--data", data)[1]
    assert not node.answers(address)
    assert _script("status", "--data", data)[0] == 1


def test_an_attached_node_ends_with_its_parent(tmp_path):
    environment = {**os.environ, "PYTHONPATH": str(FOLDERS.root / "script")}
    command = [sys.executable, "-c", PARENT, str(tmp_path)]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout.readline().strip()
        running = node.find(tmp_path)
        parent.kill()

    assert running is not None
    try:
        assert node.has_ended(tmp_path)
    finally:
        node.stop(tmp_path)
