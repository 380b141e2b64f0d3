"""Telling buyers apart: what two orders of one person have in common.

Only keyed hashes are kept. They are made with the house's secret key, so that
nobody reads an address or a number out of them.
"""

import re
import unicodedata
from typing import Final

from django.utils.crypto import salted_hmac

from members.mailboxes import mailbox
from ticketing.rush.models.rules import RushRules

_SALT: Final = "ticketing.rush.buyers"
# A number with its country code is at least this long; shorter ones are local.
_SHORTEST_ABROAD: Final = 11


def key_hash(kind: str, value: str) -> str:
    """Return 64 hexadecimal digits for one thing that a buyer is known by."""
    return salted_hmac(_SALT, f"{kind}:{value}", algorithm="sha256").hexdigest()


def one_email(address: str, rules: RushRules) -> str:
    """Return the mailbox of an address, as the house tells them apart."""
    return mailbox(address, dots_count=rules.dots_count)


def one_phone(number: str, rules: RushRules) -> str:
    """Return digits with the country code; empty where there are none."""
    plain = unicodedata.normalize("NFKC", number).strip()
    digits = "".join(str(unicodedata.digit(c)) for c in plain if c.isdigit())
    if plain.startswith("+"):
        return digits
    if digits.startswith("00"):
        return digits[2:]
    code = rules.calling_code
    if digits.startswith(code) and len(digits) >= len(code) + _SHORTEST_ABROAD:
        return digits
    local = re.sub(r"^0", "", digits)
    return f"{code}{local}" if local else ""


def buyer_keys(
    *, account_id: int | None, email: str, phone: str, rules: RushRules
) -> list[str]:
    """Return the hashes under which this buyer's places are counted, in order."""
    known = {
        "account": str(account_id or ""),
        "email": one_email(email, rules) if email else "",
        "phone": one_phone(phone, rules) if phone else "",
    }
    return sorted(key_hash(kind, value) for kind, value in known.items() if value)
