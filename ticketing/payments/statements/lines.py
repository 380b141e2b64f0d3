"""One line of a bank's statement, whatever form it came in."""

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Final

from ground.money import LARGEST

MOST_BYTES: Final = 20 * 1024 * 1024
MOST_LINES: Final = 50_000
MEGABYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class BankLine:
    """Money that came (positive) or went; `position` is where it stands."""

    position: int
    booked_on: date
    amount: Decimal
    currency: str
    account: str = ""
    name: str = ""
    counter_account: str = ""
    purpose: str = ""
    bank_reference: str = ""


def fingerprints(lines: Iterable[BankLine]) -> Iterator[tuple[BankLine, str]]:
    """Name each line so that it has the same name in whatever file it comes.

    Two honest lines can be alike in everything (two friends pay the same sum for
    one order on one day): those of one day are counted, as the bank lists them.
    A file that has one of them again names it as the first.
    """
    seen: Counter[str] = Counter()
    for line in lines:
        words = (
            line.account,
            line.name,
            line.counter_account,
            line.purpose,
            line.bank_reference,
        )
        sums = f"{line.booked_on} {line.amount.normalize():f} {line.currency}"
        content = "\n".join((sums, *map(squeezed, words)))
        seen[content] += 1
        named = f"{content}\n{seen[content]}"
        yield line, hashlib.sha256(named.encode()).hexdigest()


def squeezed(text: str) -> str:
    """Only letters and digits, as capitals: banks break and pad as they like."""
    plain = unicodedata.normalize("NFKC", text).upper()
    return "".join(c for c in plain if c.isalnum())


def tidy(text: str, most: int) -> str:
    """One line of text without control characters, of at most so many."""
    seen = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(seen.split())[:most]


def amount_of(text: str, *, mark: str = ".") -> Decimal | None:
    """Read 1.234,56, (12.00), −5 or ¥8; None where it is no amount.

    What groups thousands is passed over; the decimal mark stands at most once.
    """
    plain = unicodedata.normalize("NFKC", text).strip().replace("\u2212", "-")
    negative = plain.startswith("(") or "-" in (plain[:1], plain[-1:])
    other = "," if mark == "." else "."
    figures = plain.strip("()+-¥$€£ ").replace(other, "").replace("'", "")
    figures = "".join(figures.split())
    if figures.count(mark) > 1:
        return None
    figures = figures.replace(mark, ".")
    if not figures.isascii() or not figures.replace(".", "", 1).isdigit():
        return None
    return _bounded(-Decimal(figures) if negative else Decimal(figures))


def _bounded(amount: Decimal) -> Decimal | None:
    """None for what the house's books can't hold."""
    try:
        fits = amount.quantize(Decimal("0.001")) == amount
    except InvalidOperation:
        return None
    return amount if fits and abs(amount) < LARGEST else None


def currency_of(text: str) -> str | None:
    """Three capital letters; what Chinese banks write is known too."""
    plain = text.strip().upper()
    known = {"RMB": "CNY", "人民币": "CNY", "人民币元": "CNY", "156": "CNY"}
    code = known.get(plain, plain)
    fits = len(code) == 3 and code.isascii() and code.isalpha()  # noqa: PLR2004 ISO 4217
    return code if fits else None
