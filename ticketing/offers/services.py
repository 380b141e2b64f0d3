"""Making codes."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from ticketing.offers.models import Code, Offer

LENGTH: Final = 10
# Without vowels, and without what is taken for something else.
ALPHABET: Final = "23456789BCDFGHJKMNPQRSTVWXZ"


@dataclass(frozen=True, slots=True)
class CodeRules:
    """How often codes can be used, and when; None is any number, or always."""

    most_uses: int | None = None
    most_per_buyer: int | None = None
    valid_from: datetime | None = None
    valid_until: datetime | None = None


def make_codes(
    offer: Offer,
    *,
    rules: CodeRules,
    count: int = 1,
    emails: Sequence[str] = (),
    wording: str = "",
    batch: str = "",
) -> list[Code]:
    """Make so many codes for an offer; with addresses, one for each of them alone.

    With a wording it is one code, which nobody else may have yet.
    """
    owners = list(emails) or [""] * (1 if wording else count)
    return Code.objects.bulk_create(
        Code(
            offer=offer,
            code=wording or _new_code(),
            email=email,
            batch=batch,
            most_uses=rules.most_uses,
            most_per_buyer=rules.most_per_buyer,
            valid_from=rules.valid_from,
            valid_until=rules.valid_until,
        )
        for email in owners
    )


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
