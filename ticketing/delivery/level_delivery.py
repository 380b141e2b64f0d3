"""Delivery that is free for members of a level."""

from datetime import datetime

from members.levels import level_of


def free_for_level(
    account_id: int, _method: str, now: datetime
) -> tuple[str, str] | None:
    """The names of the account's level, where delivery is free at it."""
    level = level_of(account_id, now)
    if level is None or not level.free_delivery:
        return None
    return level.name_en or level.name_zh_hans, level.name_zh_hans or level.name_en
