"""The tables beside this module: names in Chinese, places, kinds of concert."""

import json
from functools import cache
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent / "data"


@cache
def table(name: str) -> dict[str, Any]:
    """Return a table, read once in the life of the process."""
    with (FOLDER / f"{name}.json").open(encoding="utf-8") as file:
        found: dict[str, Any] = json.load(file)
    return found
