"""People who sign in, the accounts that they act for, and their levels."""

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

__all__ = [
    "Account",
    "AccountKind",
    "AccountRole",
    "AccountUser",
    "ApiToken",
    "Language",
    "Level",
    "Membership",
    "TokenScope",
    "User",
    "UserManager",
]
