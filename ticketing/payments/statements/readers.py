"""The forms in which banks give statements out, one file each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ticketing.payments.statements import camt, mt940, tables
from ticketing.payments.statements.columns import Columns
from ticketing.payments.statements.errors import NoLines, TooLarge, UnknownForm
from ticketing.payments.statements.lines import (
    MEGABYTE,
    MOST_BYTES,
    MOST_LINES,
    BankLine,
)


@dataclass(frozen=True, slots=True)
class Reader:
    """One form: how it is known, and how its lines are read.

    `read` raises a NotImported that names the line; it needs `columns` where
    the form does not say by itself what is what.
    """

    code: str
    label: str | Promise
    knows: Callable[[bytes], bool]
    read: Callable[[bytes, Columns], Iterator[BankLine]]
    needs_columns: bool = False


# A table is whatever text is nothing else, and so the last to be asked.
READERS: Final = (
    Reader("camt", "camt.053", camt.knows, camt.read),
    Reader("mt940", "MT940", mt940.knows, mt940.read),
    Reader("csv", _("table (CSV)"), tables.knows, tables.read, needs_columns=True),
)


def reader(code: str) -> Reader:
    return next(found for found in READERS if found.code == code)


def reader_of(content: bytes) -> Reader:
    """Find the form of a file. Raises UnknownForm or TooLarge."""
    if len(content) > MOST_BYTES:
        raise _too_large()
    for found in READERS:
        if found.knows(content):
            return found
    raise UnknownForm


def read_lines(code: str, content: bytes, columns: Columns) -> list[BankLine]:
    """All lines of a statement. Raises a NotImported; nothing is written."""
    if len(content) > MOST_BYTES:
        raise _too_large()
    lines = list(islice(reader(code).read(content, columns), MOST_LINES + 1))
    if not lines:
        raise NoLines
    if len(lines) > MOST_LINES:
        raise _too_large()
    return lines


def _too_large() -> TooLarge:
    return TooLarge(megabytes=MOST_BYTES // MEGABYTE, lines=MOST_LINES)
