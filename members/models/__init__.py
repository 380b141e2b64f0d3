"""People who sign in, the accounts that they act for, their levels and points."""

from members.models.levels import Level, Membership
from members.models.people import (
    Account,
    AccountKind,
    AccountRole,
    AccountUser,
    ApiToken,
    Language,
    TokenScope,
    User,
    UserManager,
)
from members.models.point_rules import PointRules
from members.models.points import PointEntry, PointSource

__all__ = [
    "Account",
    "AccountKind",
    "AccountRole",
    "AccountUser",
    "ApiToken",
    "Language",
    "Level",
    "Membership",
    "PointEntry",
    "PointRules",
    "PointSource",
    "TokenScope",
    "User",
    "UserManager",
]
