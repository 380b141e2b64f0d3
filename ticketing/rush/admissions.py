"""Who may buy in a presale without a code: registered by the rooms that know.

A room (the members' levels) registers a kind of admission in `AppConfig.ready()`;
staff then choose it for a presale.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.utils.functional import Promise

# Whether the account with that key is admitted at that moment.
Admits = Callable[[int, datetime], bool]


@dataclass(frozen=True, slots=True)
class Admission:
    """`name` is what staff read, `admits` answers for one account."""

    name: str | Promise
    admits: Admits


_admissions: Final[dict[str, Admission]] = {}


def register(code: str, admission: Admission) -> None:
    _admissions[code] = admission


def forget(code: str) -> None:
    _admissions.pop(code, None)


def choices() -> list[tuple[str, str]]:
    """Codes and names, for a form."""
    return [(code, str(a.name)) for code, a in sorted(_admissions.items())]


def is_admitted(code: str, account_id: int | None, *, now: datetime) -> bool:
    """Say whether a signed-in account is admitted; what is unknown admits nobody."""
    admission = _admissions.get(code)
    if admission is None or account_id is None:
        return False
    return admission.admits(account_id, now)
