"""A running node: started, waited for, found again, ended."""

import contextlib
import os
import shlex
import signal
import subprocess
import time
import urllib.error
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from elastic.parts import BRIEF, require_java
from launch.failures import CannotGoOn
from launch.leftovers import command_of
from launch.processes import stop_all
from launch.services import DIRECT

START_SECONDS = 180
END_SECONDS = 30
LAST_LINES = 12
MAIN = "marquee.SingleNode"
HEAP = ("-Xms512m", "-Xmx512m")
# As Elasticsearch starts itself.
USUAL = (
    "-Dfile.encoding=UTF-8",
    "-Djava.awt.headless=true",
    "-Dio.netty.noUnsafe=true",
    "-Dio.netty.recycler.maxCapacityPerThread=0",
    "-Dlog4j.shutdownHookEnabled=false",
    "-Dlog4j2.disable.jmx=true",
)
# Half the processor's time until it answers, for a node that lives for minutes.
SHORT_LIVED = (BRIEF, "-XX:+UseSerialGC")
HEALTH = "/_cluster/health?wait_for_status=yellow&timeout=20s"


@dataclass(frozen=True)
class Node:
    """A process and where it listens."""

    process: int
    address: str


def launch(
    home: Path,
    data: Path,
    *,
    port: int = 0,
    is_attached: bool = False,
    options: Sequence[str] = (),
) -> subprocess.Popen[bytes]:
    """Start a node over a folder of data, and return when it answers.

    An attached one ends with this process, however that ends. ES_JAVA_OPTS holds
    further options, as for Elasticsearch's own start.
    """
    (data / "tmp").mkdir(parents=True, exist_ok=True)
    (data / "address").unlink(missing_ok=True)
    words = [home, data, port, "attached" if is_attached else "alone"]
    with log_of(data).open("wb") as output:
        process = subprocess.Popen(
            [str(word) for word in (*java(home, data, options), *words)],
            cwd=data,
            stdin=subprocess.PIPE if is_attached else subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        (data / "process").write_text(f"{process.pid}\n", "utf-8")
        wait(process, data)
    except BaseException:
        stop_all([process])
        raise
    return process


def java(home: Path, data: Path, options: Sequence[str]) -> list[str | Path]:
    """Return the command that runs the node's class; later options win."""
    given = shlex.split(os.environ.get("ES_JAVA_OPTS", ""))
    temporary = f"-Djava.io.tmpdir={data / 'tmp'}"
    command: list[str | Path] = [require_java(), *HEAP, *USUAL, temporary]
    return [*command, *options, *given, "-cp", f"{home}/lib/*", MAIN]


def log_of(data: Path) -> Path:
    return data / "elasticsearch.log"


def wait(process: subprocess.Popen[bytes], data: Path) -> None:
    """Return when the node answers; refuse with its last lines if it can't."""
    deadline = time.monotonic() + START_SECONDS
    while not answers(address(data)):
        if process.poll() is not None:
            lines = log_of(data).read_text("utf-8", "replace").splitlines()
            told = "\n".join(f"    {line}" for line in lines[-LAST_LINES:])
            raise CannotGoOn(f"Elasticsearch ended by itself. Its last lines:\n{told}")
        if time.monotonic() > deadline:
            raise CannotGoOn(
                f"Elasticsearch did not answer within {START_SECONDS} seconds"
                f" (see {log_of(data)})."
            )
        time.sleep(0.2)


def address(data: Path) -> str:
    """Return where the node over this folder says it listens, or nothing."""
    file = data / "address"
    return file.read_text("utf-8").strip() if file.exists() else ""


def answers(place: str) -> bool:
    """Ask whether all that was there before a start can be searched again."""
    if not place:
        return False
    try:
        with DIRECT.open(f"{place}{HEALTH}", timeout=30) as answer:
            return int(answer.status) == 200
    except (urllib.error.HTTPError, OSError):
        return False


def find(data: Path) -> Node | None:
    """Return the node that runs over a folder; a number may have a new owner."""
    try:
        process = int((data / "process").read_text("utf-8"))
    except (OSError, ValueError):
        return None
    command = command_of(process)
    is_ours = MAIN in command and str(data) in command
    return Node(process, address(data)) if is_ours else None


def stop(data: Path) -> Node | None:
    """End the node that runs over a folder, by force if it takes too long."""
    node = find(data)
    if node is None:
        return None
    with contextlib.suppress(ProcessLookupError):
        os.kill(node.process, signal.SIGTERM)
        if not has_ended(data):
            os.kill(node.process, signal.SIGKILL)
    (data / "address").unlink(missing_ok=True)
    return node


def has_ended(data: Path) -> bool:
    """Wait for a node that was asked to end; say whether it did, in half a minute."""
    deadline = time.monotonic() + END_SECONDS
    while find(data) is not None:
        if time.monotonic() > deadline:
            return False
        time.sleep(0.1)
    return True
