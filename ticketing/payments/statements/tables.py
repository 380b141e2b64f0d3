"""Statements as a table (CSV), read by the columns that staff have named."""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from ground.money import ZERO
from ticketing.payments.statements.columns import (
    DIRECTION,
    IN_WORDS,
    OUT_WORDS,
    TWO_COLUMNS,
    Columns,
)
from ticketing.payments.statements.errors import (
    BrokenTable,
    NoColumn,
    NoCurrency,
    NoDate,
    NoDirection,
    NotAnAmount,
    WrongEncoding,
)
from ticketing.payments.statements.lines import (
    BankLine,
    amount_of,
    currency_of,
    tidy,
)

# Packed files and spreadsheets: ZIP, gzip, 7z, RAR, OLE, PDF.
PACKED: Final = (b"PK", b"\x1f\x8b", b"7z\xbc", b"Rar!", b"\xd0\xcf\x11", b"%PDF")
UTF_16: Final = (b"\xff\xfe", b"\xfe\xff")
SHOWN: Final = 40

Row = tuple[int, list[str]]


def knows(content: bytes) -> bool:
    """Whether it can be text at all; which columns it has is for people."""
    if not content.strip() or content.startswith((*PACKED, b"<")):
        return False
    return content.startswith(UTF_16) or b"\0" not in content


def rows_of(content: bytes, columns: Columns) -> Iterator[Row]:
    """Rows with the number of the line on which each ends.

    Raises WrongEncoding or BrokenTable.
    """
    text = _decoded(content, columns.encoding)
    rows = csv.reader(
        io.StringIO(text, newline=""), delimiter=columns.delimiter, strict=True
    )
    try:
        for row in rows:
            yield rows.line_num, row
    except csv.Error as error:
        raise BrokenTable(line=rows.line_num) from error


def _decoded(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeError as error:
        at = getattr(error, "start", 0)
        line = content[:at].count(b"\n") + 1
        raise WrongEncoding(line=line, encoding=encoding) from error


def read(content: bytes, columns: Columns) -> Iterator[BankLine]:
    """What stands below the heading and above the footer."""
    found = list(rows_of(content, columns))
    body = [row for row in found if row[0] > columns.heading]
    for number, row in body[: max(0, len(body) - columns.footer)]:
        if any(cell.strip() for cell in row):
            yield _line(_Cells(number, row), columns)


class _Cells:
    """The cells of one row, asked by the number of their column."""

    def __init__(self, line: int, row: Sequence[str]) -> None:
        self.line = line
        self.row = row

    def text(self, column: int, most: int = 200) -> str:
        """Empty where the layout has no such column. Raises NoColumn."""
        if not column:
            return ""
        if column > len(self.row):
            raise NoColumn(line=self.line, column=column)
        cell = self.row[column - 1].strip()
        # So tables that are made for spreadsheets keep long numbers whole.
        if cell.startswith(('="', "'", "`")):
            cell = cell.removeprefix("=").strip("\"'`")
        return tidy(cell, most)


def _line(cells: _Cells, columns: Columns) -> BankLine:
    purposes = (cells.text(columns.purpose, 500), cells.text(columns.purpose_2, 499))
    return BankLine(
        position=cells.line,
        booked_on=_date(cells, columns),
        amount=_amount(cells, columns),
        currency=_currency(cells, columns),
        name=cells.text(columns.name),
        counter_account=cells.text(columns.counter_account, 60),
        purpose=" ".join(part for part in purposes if part),
        bank_reference=cells.text(columns.bank_reference, 100),
    )


def _date(cells: _Cells, columns: Columns) -> date:
    text = cells.text(columns.date)
    # Many banks write the time of day behind it.
    plain = text.partition("T")[0].partition(" ")[0]
    try:
        return datetime.strptime(plain, columns.dates).date()  # noqa: DTZ007 only a day
    except ValueError as error:
        raise NoDate(line=cells.line, text=text[:SHOWN]) from error


def _amount(cells: _Cells, columns: Columns) -> Decimal:
    if columns.amounts == TWO_COLUMNS:
        came = _figure(cells, columns.amount, columns)
        went = _figure(cells, columns.outgoing, columns)
        if came is None and went is None:
            raise NotAnAmount(line=cells.line, text="")
        return (came or ZERO) - abs(went or ZERO)
    amount = _figure(cells, columns.amount, columns)
    if amount is None:
        raise NotAnAmount(line=cells.line, text="")
    if columns.amounts == DIRECTION:
        return _directed(cells, columns, abs(amount))
    return amount


def _directed(cells: _Cells, columns: Columns, amount: Decimal) -> Decimal:
    word = cells.text(columns.direction)
    if word.upper() in IN_WORDS:
        return amount
    if word.upper() in OUT_WORDS:
        return -amount
    raise NoDirection(line=cells.line, text=word[:SHOWN])


def _figure(cells: _Cells, column: int, columns: Columns) -> Decimal | None:
    """None where the cell is empty. Raises NotAnAmount."""
    text = cells.text(column)
    if text in {"", "-", "--"}:
        return None
    amount = amount_of(text, mark=columns.mark)
    if amount is None:
        raise NotAnAmount(line=cells.line, text=text[:SHOWN])
    return amount


def _currency(cells: _Cells, columns: Columns) -> str:
    text = cells.text(columns.currency)
    code = currency_of(text or columns.currency_code)
    if code is None:
        raise NoCurrency(line=cells.line, text=text[:SHOWN])
    return code
