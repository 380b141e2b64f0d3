"""Making codes."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal
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


@dataclass(frozen=True, slots=True)
class Batch:
    """What codes made together are called, and the key of the form that asks."""

    name: str = ""
    once: str = ""


UNNAMED: Final = Batch()


class MadeBefore(Refusal):
    """The form was sent before; nothing more was made."""

    code = "made_before"
    status = 409
    sentence = _("These codes are made already.")


def make_codes(
    offer: Offer,
    *,
    rules: CodeRules,
    count: int = 1,
    emails: Sequence[str] = (),
    wording: str = "",
    batch: Batch = UNNAMED,
) -> list[Code]:
    """Make so many codes for an offer; with addresses, one for each of them alone.

    With a wording it is one code, which nobody else may have yet. With the key
    of a form that is known nothing more is made: raises MadeBefore.
    """
    owners = list(emails) or [""] * (1 if wording else count)
    new = [
        Code(
            offer=offer,
            code=wording or _new_code(),
            email=email,
            batch=batch.name,
            most_uses=rules.most_uses,
            most_per_buyer=rules.most_per_buyer,
            valid_from=rules.valid_from,
            valid_until=rules.valid_until,
        )
        for email in owners
    ]
    return _write(new, batch.once)


def _write(new: list[Code], once: str) -> list[Code]:
    if new:
        new[0].once = once or None
    try:
        with transaction.atomic():
            return Code.objects.bulk_create(new)
    except IntegrityError:
        if made_before(once):
            raise MadeBefore from None
        raise


def made_before(once: str) -> bool:
    """Whether a form with this key has made its codes."""
    return bool(once) and Code.objects.filter(once=once).exists()


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
