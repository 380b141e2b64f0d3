"""The members' levels, for the rules of ways to pay."""

from collections.abc import Mapping
from datetime import datetime

from members.levels import known_levels, level_of
from ticketing.payments.methods.levels import Levels


def _names() -> Mapping[str, str]:
    return {level.code: level.name for level in known_levels().values()}


def _of_account(account_id: int, now: datetime) -> frozenset[str]:
    level = level_of(account_id, now)
    return frozenset({level.code}) if level else frozenset()


MEMBER_LEVELS = Levels(_names, _of_account)
