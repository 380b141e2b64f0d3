"""Numbers that name rows, as addresses and forms bring them."""

import re
from typing import Final

# Longer than any key of a database: what is longer names nothing.
KEY: Final = re.compile(r"[0-9]{1,18}")


def is_key(text: str) -> bool:
    """Whether a text can name a row at all; guards the database's integers."""
    return text.isascii() and bool(KEY.fullmatch(text))
