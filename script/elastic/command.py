"""What script/elasticsearch does: start a node, end it, say where it is."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from elastic import node, parts
from launch import ports
from launch.console import Console
from launch.folders import Folders
from launch.guard import guarded
from launch.lock import only_one

DESCRIPTION = """\
A real Elasticsearch on this machine, for tests and benchmarks: one node, reached
from here alone, without passwords. The first start puts it together from its
published parts, with Java 17 and Maven; the next ones take seconds."""


def main(arguments: Sequence[str]) -> int:
    """Do what is asked and return the exit status; 1 where no node runs."""
    options = parse(arguments)
    doing = {"start": start, "stop": stop, "status": status}[options.action]
    return guarded(lambda console: doing(Folders.here(), console, options))


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="script/elasticsearch",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("action", choices=["start", "stop", "status"])
    parser.add_argument(
        "--port", type=port, default=0, metavar="N", help="a free one if not given"
    )
    parser.add_argument(
        "--data",
        type=lambda name: Path(name).expanduser().resolve(),
        metavar="FOLDER",
        help="where the indexes are kept; var/elasticsearch if not given",
    )
    return parser.parse_args(arguments)


def port(text: str) -> int:
    number = int(text)
    if not 0 <= number < 65536:
        raise argparse.ArgumentTypeError(f"{number} is no port (0 to 65535)")
    return number


def folder_of(folders: Folders, options: argparse.Namespace) -> Path:
    given: Path | None = options.data
    return given or folders.var / "elasticsearch"


def start(folders: Folders, console: Console, options: argparse.Namespace) -> int:
    """Start a node, or say where the one over this folder listens already."""
    data = folder_of(folders, options)
    with only_one(data / "start.lock", doing="Elasticsearch is being started"):
        if node.find(data) is None:
            if options.port:
                ports.require_free("127.0.0.1", options.port)
            if not parts.is_built(folders):
                with console.step("Putting Elasticsearch together"):
                    parts.build(folders)
            with console.step("Starting Elasticsearch"):
                node.launch(parts.home(folders), data, port=options.port)
    return status(folders, console, options)


def stop(folders: Folders, console: Console, options: argparse.Namespace) -> int:
    data = folder_of(folders, options)
    ended = node.stop(data)
    words = "was not running" if ended is None else "has ended"
    console.say(f"Elasticsearch over {folders.shown(data)} {words}.")
    return 0


def status(folders: Folders, console: Console, options: argparse.Namespace) -> int:
    data = folder_of(folders, options)
    running = node.find(data)
    if running is None:
        console.say(f"No Elasticsearch runs over {folders.shown(data)}.")
        return 1
    place = running.address or "nothing yet"
    console.say(
        f"Elasticsearch {parts.version()} listens on {place} (process"
        f" {running.process}, data in {folders.shown(data)})."
    )
    return 0
