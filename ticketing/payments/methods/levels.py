"""The levels of members, for rules: whoever knows levels tells them here."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final, NamedTuple


class Levels(NamedTuple):
    """`names` gives each level's code and name; `of_account` the codes of one."""

    names: Callable[[], Mapping[str, Any]]
    of_account: Callable[[int, datetime], frozenset[str]]


_known: Final[list[Levels]] = []


def provide(levels: Levels) -> None:
    """Register who knows of levels, in `AppConfig.ready()`."""
    if levels not in _known:
        _known.append(levels)


def level_names() -> dict[str, Any]:
    """Codes of all levels with their names; empty in a house without levels."""
    return {code: name for one in _known for code, name in one.names().items()}


def levels_of(account_id: int | None, now: datetime) -> frozenset[str]:
    """Codes of the levels that the account has now; guests have none."""
    if account_id is None:
        return frozenset()
    return frozenset().union(*(one.of_account(account_id, now) for one in _known))
