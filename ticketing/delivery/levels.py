"""For whom a way of delivery is free: whoever knows levels of members says it here."""

from collections.abc import Callable
from datetime import datetime
from typing import Final

# Called with an account, a method's code and a moment; the level's names in English
# and Chinese where it is free for them, else None.
FreeFor = Callable[[int, str, datetime], tuple[str, str] | None]
_known: Final[list[FreeFor]] = []


def provide(free_for: FreeFor) -> None:
    """Register who knows of levels, in `AppConfig.ready()`."""
    if free_for not in _known:
        _known.append(free_for)


def free_by_level(
    account_id: int | None, code: str, now: datetime
) -> tuple[str, str] | None:
    """The level by which the account has it free; guests have none."""
    if account_id is None:
        return None
    found = (free_for(account_id, code, now) for free_for in _known)
    return next((names for names in found if names), None)
