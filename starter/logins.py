"""Logins for trying a house out; each house has passwords of its own."""

import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.models import Group
from django.db import transaction

from members.models import User
from members.services import personal_account
from starter.roles import ADMINISTRATORS, EDITORS, ORDER_DESK

FILE: Final = "demo-logins.json"


@dataclass(frozen=True, slots=True)
class Role:
    """One demo login; `group` is empty for a visitor who has an account."""

    name: str
    email: str
    first: str
    last: str
    group: str = ""


ROLES: Final = (
    Role("administrator", "admin@marquee.example", "Mei", "Zhou", ADMINISTRATORS),
    Role("editor", "editor@marquee.example", "Edda", "Lind", EDITORS),
    Role("order desk", "desk@marquee.example", "Tomás", "Rey", ORDER_DESK),
    Role("member", "member@marquee.example", "Ada", "Winter"),
)


def make_logins() -> None:
    """Make the demo logins that are missing; a login that is there stays.

    Their passwords are written to a file that only its owner can read.
    """
    kept = _read()
    for role in ROLES:
        if not User.objects.filter(email=role.email).exists():
            password = secrets.token_urlsafe(9)
            user = _make(role, password)
            kept[role.email] = {"password": password, "is": user.password}
    _write(kept)


def logins() -> list[tuple[str, str, str]]:
    """Return role, e-mail and password of the demo logins that still hold.

    A login whose password was changed since is left out.
    """
    kept = _read()
    theirs = dict(
        User.objects.filter(email__in=kept, is_active=True).values_list(
            "email", "password"
        )
    )
    return [
        (role.name, role.email, kept[role.email]["password"])
        for role in ROLES
        if role.email in kept and theirs.get(role.email) == kept[role.email]["is"]
    ]


@transaction.atomic
def _make(role: Role, password: str) -> User:
    user = User.objects.create_user(
        role.email,
        password,
        first_name=role.first,
        last_name=role.last,
    )
    EmailAddress.objects.create(
        user=user, email=user.email, verified=True, primary=True
    )
    if role.group:
        user.groups.add(Group.objects.get(name=role.group))
    else:
        personal_account(user)
    return user


def _path() -> Path:
    return Path(settings.MARQUEE_KEYS) / FILE


def _read() -> dict[str, dict[str, str]]:
    try:
        kept: dict[str, dict[str, str]] = json.loads(_path().read_text("utf-8"))
    except FileNotFoundError:
        return {}
    return kept


def _write(kept: dict[str, dict[str, str]]) -> None:
    path = _path()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_suffix(".new")
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
    with os.fdopen(os.open(draft, flags, 0o600), "w", encoding="utf-8") as file:
        json.dump(kept, file, indent=2)
    draft.replace(path)
