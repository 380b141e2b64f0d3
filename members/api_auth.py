"""Who calls the JSON interface: a token, a signed-in browser, or a guest."""

import hashlib
import secrets
from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from ninja.errors import AuthenticationError
from ninja.security import HttpBearer, SessionAuth

from members.models import ApiToken, TokenScope, User


def make_token(
    user: User, *, name: str, scopes: list[TokenScope], expires_at: datetime
) -> tuple[ApiToken, str]:
    """Return the token's row and its secret, which is shown once and not kept."""
    secret = f"mq_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        user=user,
        name=name,
        secret_hash=_hash(secret),
        scopes=[scope.value for scope in scopes],
        expires_at=expires_at,
    )
    return token, secret


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


class Token(HttpBearer):
    """`Authorization: Bearer mq_…` with a scope that the operation asks for."""

    def __init__(self, scope: TokenScope) -> None:
        self.scope = scope
        super().__init__()

    def authenticate(self, request: HttpRequest, token: str) -> User:
        """Return the token's person. Raises AuthenticationError otherwise."""
        found = (
            ApiToken.objects.select_related("user")
            .filter(
                secret_hash=_hash(token),
                expires_at__gt=timezone.now(),
                user__is_active=True,
            )
            .first()
        )
        if found is None or self.scope not in found.scopes:
            raise AuthenticationError
        request.user = found.user
        return found.user


class Session(SessionAuth):
    """A signed-in browser; whatever acts needs its CSRF token."""


def guest(_request: HttpRequest) -> str:
    """Let anybody in: the key of a cart or the secret of an order is the right."""
    return "guest"


def anyone(scope: TokenScope) -> list[Any]:
    """A token or a session where there is one, a guest otherwise."""
    return [Token(scope), Session(), guest]


def signed_in(scope: TokenScope) -> list[Any]:
    return [Token(scope), Session()]


def caller(request: HttpRequest) -> User | None:
    """The person who calls, or None for a guest."""
    who = getattr(request, "auth", None)
    return who if isinstance(who, User) else None
