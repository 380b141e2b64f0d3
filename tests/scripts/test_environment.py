"""The environment is made when something is amiss, and left alone when not."""

import errno
import json
import os
from pathlib import Path

import pytest

from launch.environment import (
    PipProgress,
    count_pins,
    create,
    fingerprint,
    is_current,
    pip_environment,
    require_room,
    write_stamp,
)
from launch.failures import CannotGoOn, explain_install, explain_os_error
from launch.folders import Folders


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    folders = Folders(tmp_path, tmp_path / "var")
    folders.python.parent.mkdir(parents=True)
    folders.python.touch()
    (tmp_path / "requirements.txt").write_text("django==5.2 \\\n    --hash=sha256:1\n")
    return folders


def wanted(folders: Folders) -> dict[str, str]:
    name = "requirements.txt"
    return {name: fingerprint(folders.root / name)}


def test_a_stamp_of_the_same_requirements_is_enough(folders: Folders):
    write_stamp(folders, wanted(folders))

    assert is_current(folders, wanted(folders))


def test_changed_requirements_are_installed(folders: Folders):
    write_stamp(folders, wanted(folders))
    (folders.root / "requirements.txt").write_text("django==5.3\n")

    assert not is_current(folders, wanted(folders))


def test_an_unfinished_installation_is_begun_anew(folders: Folders):
    write_stamp(folders, wanted(folders))
    (folders.venv / "unfinished").touch()

    assert not is_current(folders, wanted(folders))


def test_an_environment_that_was_moved_is_not_trusted(folders: Folders):
    stamp = {**wanted(folders), "place": "/elsewhere/.venv"}
    (folders.venv / "marquee.json").write_text(json.dumps(stamp))

    assert not is_current(folders, wanted(folders))


def test_an_environment_without_its_python_is_not_trusted(folders: Folders):
    write_stamp(folders, wanted(folders))
    folders.python.unlink()

    assert not is_current(folders, wanted(folders))


def test_pip_keeps_the_index_and_drops_other_targets(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("PIP_INDEX_URL", "https://index.example/simple")
    monkeypatch.setenv("PIP_TARGET", "/elsewhere")

    environment = pip_environment()

    assert environment["PIP_INDEX_URL"] == "https://index.example/simple"
    assert "PIP_TARGET" not in environment


def test_progress_counts_packages():
    progress = PipProgress(count_pins("a==1 \\\n    --hash=x\n# c==2\nb==2\n"))

    assert progress("Collecting a==1 (from -r requirements.txt)") == "1 of 2 found"
    assert progress("  Downloading a-1-py3-none-any.whl") is None
    assert progress("Requirement already satisfied: b==2") == "2 of 2 found"


def test_a_full_disk_is_said_before_the_download(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("launch.environment.FREE_BYTES", 1 << 62)

    with pytest.raises(CannotGoOn, match="MB free, and the packages"):
        require_room(tmp_path)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ("[Errno -3] Temporary failure in name resolution", "needs the network"),
        ("OSError: [Errno 28] No space left on device", "The disk is full"),
        ("ERROR: [Errno 13] Permission denied: '/x'", "no permission to write"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES", "is not the one that"),
        ("ERROR: No matching distribution found for x", "no ready-made package"),
        ("ERROR: something new\nERROR: the last word", "the last word"),
        ("", "no reason was given"),
    ],
)
def test_what_pip_says_becomes_one_sentence(said: str, sentence: str):
    explained = explain_install(said, "var/log/install.log")

    assert sentence in explained
    assert "\n" not in explained


@pytest.mark.parametrize(
    ("number", "sentence"),
    [
        (errno.EACCES, "no permission to write /srv/x"),
        (errno.EROFS, "no permission to write /srv/x"),
        (errno.ENOSPC, "The disk is full"),
        (errno.EIO, "The system refused /srv/x"),
    ],
)
def test_what_the_system_refuses_becomes_one_sentence(number: int, sentence: str):
    assert sentence in explain_os_error(OSError(number, "told", "/srv/x"))


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_an_environment_that_a_link_leads_to_is_left_alone(tmp_path: Path):
    theirs, root = tmp_path / "theirs", tmp_path / "ours"
    (theirs / "lib").mkdir(parents=True)
    root.mkdir()
    (root / ".venv").symlink_to(theirs)

    create(Folders(root, root / "var"))

    assert (theirs / "lib").is_dir()
    assert (root / ".venv" / "pyvenv.cfg").is_file()
    assert not (root / ".venv").is_symlink()
