"""Codes of gift cards: sixteen signs that nobody guesses.

Only a hash is kept. The code itself is made of the card's seed and the house's
secret, so that a mail about a card can be written later, and a copy of the
database alone spends nothing.
"""

import hashlib
import secrets
from typing import Final

from django.utils.crypto import salted_hmac

from ticketing.orders.services import NUMBER_ALPHABET

LENGTH: Final = 16
_GROUP: Final = 4
_SALT: Final = "ticketing.payments.credit"


def new_seed() -> str:
    return secrets.token_hex(16)


def code_of(seed: str) -> str:
    """The code of a card, in groups of four: 27¹⁶ of them."""
    digest = salted_hmac(_SALT, seed, algorithm="sha256").digest()
    number, signs = int.from_bytes(digest), []
    for _place in range(LENGTH):
        number, rest = divmod(number, len(NUMBER_ALPHABET))
        signs.append(NUMBER_ALPHABET[rest])
    groups = ["".join(signs[n : n + _GROUP]) for n in range(0, LENGTH, _GROUP)]
    return "-".join(groups)


def hash_of(typed: str) -> str:
    """What recognises a code; case, spaces and dashes do not matter."""
    plain = "".join(sign for sign in typed.upper() if sign.isalnum())
    return hashlib.sha256(plain.encode()).hexdigest()
