"""Elasticsearch's parts are laid out once, or one sentence says what is missing.

Maven and Java are of cardboard here; tests/search asks the real ones.
"""

import argparse
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

import pytest

from elastic import command, node, parts
from launch.failures import CannotGoOn
from launch.folders import Folders
from proving import providers
from proving.needs import Unavailable

JAVA = """#!/bin/sh
echo 'openjdk version "{version}" 2025-04-15' >&2
"""
JAVAC = """#!/bin/sh
while [ "$1" != -d ]; do shift; done
mkdir -p "$2/marquee"
touch "$2/marquee/SingleNode.class" "$2/marquee/RootAddress.class"
touch "$2/marquee/RootAddress\\$Greeting.class"
"""
MAVEN = """#!/bin/sh
for word; do
  case "$word" in -DoutputDirectory=*) lib="${word#*=}";; esac
done
mkdir -p "$lib"
touch "$lib/elasticsearch-8.jar" "$lib/netty-common-4.jar" "$lib/transport-netty4-8.jar"
echo call >> "$(dirname "$0")/calls"
"""


@pytest.fixture
def folders(tmp_path: Path) -> Folders:
    return Folders(tmp_path / "marquee", tmp_path / "marquee" / "var")


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a PATH that holds cardboard, and what a shell needs."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.delenv("JAVA_HOME", raising=False)
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")
    put(folder, "java", JAVA.format(version="17.0.15"))
    put(folder, "javac", JAVAC)
    put(folder, "mvn", MAVEN)
    return folder


def put(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text)
    (folder / name).chmod(0o755)


def test_the_parts_are_laid_out_as_the_server_wants_them(
    folders: Folders, programs: Path
):
    place = parts.build(folders)

    files = {str(p.relative_to(place)) for p in place.rglob("*") if p.is_file()}
    assert files == {
        "built.txt",
        "config/log4j2.properties",
        "lib/elasticsearch-8.jar",
        "lib/single-node.jar",
        "modules/root-address/plugin-descriptor.properties",
        "modules/root-address/root-address.jar",
        "modules/transport-netty4/netty-common-4.jar",
        "modules/transport-netty4/plugin-descriptor.properties",
        "modules/transport-netty4/transport-netty4-8.jar",
    }


def test_what_is_built_is_not_built_again_until_its_sources_change(
    folders: Folders, programs: Path, monkeypatch: pytest.MonkeyPatch
):
    for _ in range(2):
        parts.build(folders)
    assert len((programs / "calls").read_text().splitlines()) == 1

    monkeypatch.setattr(parts, "fingerprint", lambda: "another")
    parts.build(folders)

    assert len((programs / "calls").read_text().splitlines()) == 2


@pytest.mark.parametrize(
    ("name", "text", "sentence"),
    [
        ("java", JAVA.format(version="11.0.2"), "needs Java 17 or newer, and "),
        ("java", None, "there is no java here"),
        ("javac", None, "there is no javac here"),
        ("mvn", None, "there is no mvn here"),
        ("mvn", "#!/bin/sh\necho Unknown host\nexit 1\n", "can't be reached"),
        ("mvn", "#!/bin/sh\nexit 1\n", "Maven could not bring Elasticsearch 8."),
        ("javac", "#!/bin/sh\necho no disk\nexit 1\n", r"the node \(no disk\)"),
    ],
)
def test_what_is_missing_is_said_in_one_sentence(
    folders: Folders,
    programs: Path,
    monkeypatch: pytest.MonkeyPatch,
    name: str,
    text: str | None,
    sentence: str,
):
    found = parts.shutil.which

    def which(wanted: str, path: str) -> str | None:
        return None if text is None and wanted == name else found(wanted, path=path)

    monkeypatch.setattr(parts.shutil, "which", which)
    put(programs, name, text or "")

    with pytest.raises(CannotGoOn, match=sentence) as problem:
        parts.build(folders)

    assert "\n" not in str(problem.value)
    assert not parts.is_built(folders)


def test_a_node_that_ends_at_once_shows_its_last_words(tmp_path: Path, programs: Path):
    put(programs, "java", f"{JAVA.format(version='17')}echo no heap\nexit 1\n")

    with pytest.raises(CannotGoOn, match="ended by itself") as problem:
        node.launch(tmp_path, tmp_path / "data")

    assert "no heap" in str(problem.value)


def test_another_program_with_the_same_number_is_left_alone(tmp_path: Path):
    with subprocess.Popen(
        [sys.executable, "-c", "input()"], stdin=subprocess.PIPE
    ) as stranger:
        (tmp_path / "process").write_text(str(stranger.pid))

        assert node.stop(tmp_path) is None
        assert stranger.poll() is None
        stranger.communicate(b"\n")


def test_a_server_of_somebodys_own_is_taken_as_it_is(
    folders: Folders, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setenv("ELASTICSEARCH_URL", "http://127.0.0.1:9200")

    with ExitStack() as stack:
        given = providers.elasticsearch(folders, stack)

    assert given == {"ELASTICSEARCH_URL": "http://127.0.0.1:9200"}


def test_tests_without_a_server_are_told_why(
    folders: Folders, programs: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("ELASTICSEARCH_URL", raising=False)
    put(programs, "mvn", "#!/bin/sh\nexit 1\n")

    with ExitStack() as stack, pytest.raises(Unavailable, match="Maven could not"):
        providers.elasticsearch(folders, stack)


@pytest.mark.parametrize("words", [["start", "--port", "70000"], ["begin"], []])
def test_what_is_no_command_is_refused(
    words: list[str], capsys: pytest.CaptureFixture[str]
):
    with pytest.raises(SystemExit):
        command.parse(words)

    assert "usage: script/elasticsearch" in capsys.readouterr().err


def test_the_data_is_where_one_says_or_under_var(folders: Folders, tmp_path: Path):
    elsewhere = command.parse(["stop", "--data", str(tmp_path)])

    assert command.folder_of(folders, elsewhere) == tmp_path
    assert command.folder_of(folders, argparse.Namespace(data=None)) == (
        folders.var / "elasticsearch"
    )
