"""What script/server understands on its command line."""

import argparse
from collections.abc import Sequence
from datetime import date, datetime, timedelta
from pathlib import Path

from launch.failures import CannotGoOn

DEFAULT_PORT = 8000
# So a season has some concerts behind it and most of them before it.
BEGUN_BEFORE = timedelta(weeks=6)

DESCRIPTION = """\
Starts Marquee on this machine: makes .venv, installs what it needs, makes and
fills a SQLite database under var/, and runs the web server and the worker until
Ctrl-C. The first start takes a minute or two, the next ones seconds."""


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """Read the options; refuse those that contradict each other."""
    parser = argparse.ArgumentParser(
        prog="script/server",
        description=DESCRIPTION,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    add_options(parser)
    options = parser.parse_args(arguments)
    if options.shift_to and not options.season:
        parser.error("--shift-to moves a season: it needs --season FILE")
    if options.empty and options.season:
        parser.error("--empty and --season contradict each other")
    if options.season:
        options.season = readable(options.season)
        options.shift_to = options.shift_to or season_start()
    return options


def season_start() -> date:
    return datetime.now().astimezone().date() - BEGUN_BEFORE


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--port", type=port, default=DEFAULT_PORT, metavar="N")
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on")
    parser.add_argument(
        "--empty", action="store_true", help="a new house without the demo repertoire"
    )
    parser.add_argument(
        "--reset", action="store_true", help="first delete the house under var/"
    )
    parser.add_argument(
        "--yes", action="store_true", help="don't ask before --reset deletes"
    )
    parser.add_argument(
        "--season",
        metavar="FILE",
        help="fill a new house with a season (performance history, JSON or .gz)",
    )
    parser.add_argument(
        "--shift-to",
        type=date.fromisoformat,
        metavar="DATE",
        help="the day on or after which the season begins; six weeks ago if not given",
    )


def port(text: str) -> int:
    number = int(text)
    if not 0 < number < 65536:
        raise argparse.ArgumentTypeError(f"{number} is no port (1 to 65535)")
    return number


def readable(name: str) -> Path:
    """Return the season's absolute path; refuse what can't be opened."""
    path = Path(name).expanduser().resolve()
    try:
        with path.open("rb"):
            return path
    except OSError as error:
        raise CannotGoOn(
            f"The season can't be read: {path}: {error.strerror}."
        ) from None
