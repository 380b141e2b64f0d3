"""Telling mailboxes apart: which addresses are one person's, however written."""

import unicodedata
from typing import Final

_GMAIL: Final = frozenset({"gmail.com", "googlemail.com"})


def mailbox(address: str, *, dots_count: bool = False) -> str:
    """Return the mailbox: lower case, without what stands behind a plus.

    Gmail hands the same mail to a name with and without dots; `dots_count` tells
    them apart all the same.
    """
    plain = unicodedata.normalize("NFKC", address).strip().casefold()
    local, _at, domain = plain.rpartition("@")
    local = local.partition("+")[0] or local
    if domain in _GMAIL:
        domain = "gmail.com"
        local = local if dots_count else local.replace(".", "")
    return f"{local}@{domain}"
