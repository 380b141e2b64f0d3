"""What a visitor carries: a signed number, in place of a row about them."""

import hashlib
import secrets
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from django.core.signing import BadSignature, Signer

COOKIE_SECONDS: Final = 7 * 24 * 3600
# WCAG 2.2, 2.2.1: time can be extended at least ten times.
MOST_EXTENSIONS: Final = 10
_PARTS: Final = 5
_LONGEST: Final = 160


@dataclass(frozen=True, slots=True)
class Token:
    """A number of a room.

    `nonce` tells two tokens apart that a counter, set back by a crash, gave
    the same number. `until` (epoch seconds) is set where time was extended.
    """

    room: int
    number: int
    nonce: str
    until: int = 0
    extensions: int = 0

    @property
    def print(self) -> str:
        """What is written down where the number is used; not the token itself."""
        return hashlib.sha256(
            f"{self.room}:{self.number}:{self.nonce}".encode()
        ).hexdigest()

    def extended(self, until: datetime) -> "Token":
        """The same number with more time; it can be asked for ten times."""
        return replace(
            self, until=int(until.timestamp()), extensions=self.extensions + 1
        )

    def is_extended_at(self, now: datetime) -> bool:
        return datetime.fromtimestamp(self.until, UTC) > now


def cookie_name(performance_id: int) -> str:
    return f"room-{performance_id}"


def new_token(room: int, number: int) -> Token:
    return Token(room, number, secrets.token_urlsafe(6))


def signed(token: Token) -> str:
    """Write the token down: number first, so that the page can read it."""
    parts = (token.number, token.room, token.nonce, token.until, token.extensions)
    return _signer().sign(".".join(str(part) for part in parts))


def read(text: str) -> Token | None:
    """Return the token, or None where it is none of ours."""
    if not text or len(text) > _LONGEST:
        return None
    try:
        parts = _signer().unsign(text).split(".")
    except BadSignature:
        return None
    if len(parts) != _PARTS:
        return None
    number, room, nonce, until, extensions = parts
    return Token(int(room), int(number), nonce, int(until), int(extensions))


def _signer() -> Signer:
    return Signer(salt="waiting room", sep="~")
