"""A first guess at what a bank's table looks like, for staff to put right."""

import csv
import io
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from typing import Any, Final

from ticketing.payments.statements.columns import (
    DATES,
    DELIMITERS,
    DIRECTION,
    SIGNED,
    TWO_COLUMNS,
    Columns,
)
from ticketing.payments.statements.lines import squeezed
from ticketing.payments.statements.tables import UTF_16

LOOKED_AT: Final = 40
FEWEST_CELLS: Final = 3

# Headings as banks write them, most telling first; squeezed.
HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "date": ("交易日期", "记账日期", "入账日期", "交易时间", "日期", "BUCHUNGSTAG",
             "BOOKINGDATE", "POSTINGDATE", "TRANSACTIONDATE", "DATE", "DATUM"),
    "amount": ("贷方发生额", "收入金额", "贷方金额", "收入", "CREDITAMOUNT", "PAIDIN",
               "CREDIT", "HABEN", "交易金额", "发生额", "金额", "BETRAG", "AMOUNT"),
    "outgoing": ("借方发生额", "支出金额", "借方金额", "支出", "DEBITAMOUNT", "PAIDOUT",
                 "DEBIT", "SOLL"),
    "direction": ("借贷标志", "收支标志", "借贷", "收支", "SOLLHABEN", "DEBITCREDIT",
                  "CREDITDEBIT", "DRCR", "CDTDBT"),
    "name": ("对方户名", "对方名称", "付款人名称", "付款人", "户名", "BEGUNSTIGTER",
             "ZAHLUNGSPFLICHTIGER", "AUFTRAGGEBER", "PAYER", "COUNTERPARTY", "NAME"),
    "counter_account": ("对方账号", "对方帐号", "付款账号", "KONTONUMMERIBAN", "IBAN",
                        "PAYERACCOUNT", "COUNTERPARTYACCOUNT"),
    "purpose": ("附言", "摘要", "用途", "备注", "VERWENDUNGSZWECK", "PURPOSE",
                "REMITTANCE", "DETAILS", "DESCRIPTION", "REFERENCE"),
    "bank_reference": ("交易流水号", "流水号", "BANKREFERENCE", "TRANSACTIONID",
                       "KUNDENREFERENZ"),
    "currency": ("币种", "货币", "WAHRUNG", "CURRENCY"),
}  # fmt: skip


def guess(content: bytes, *, currency: str) -> Columns:
    """What the first lines look like; right for most, harmless for the rest."""
    columns = Columns(encoding=_encoding(content), currency_code=currency)
    text = content.decode(columns.encoding, "replace")
    start = "\n".join(text.splitlines()[:LOOKED_AT])
    columns = replace(columns, delimiter=_delimiter(start))
    rows = _rows(start, columns.delimiter)
    heading = _heading(rows)
    names = rows[heading - 1] if rows and heading else []
    columns = replace(columns, heading=heading, **_columns(names))
    return replace(columns, **_habits(rows[heading:], columns))


def _encoding(content: bytes) -> str:
    if content.startswith(UTF_16):
        return "utf-16"
    with suppress(UnicodeError):
        content.decode("utf-8-sig")
        return "utf-8-sig"
    return "gb18030" if _is_chinese(content) else "cp1252"


def _is_chinese(content: bytes) -> bool:
    """Whether what is not ASCII makes words of everyday Chinese.

    Nearly any bytes are something in GB18030; letters with accents come to signs
    that are outside of its oldest part.
    """
    with suppress(UnicodeError):
        strange = [c for c in content.decode("gb18030") if not c.isascii()]
        everyday = "".join(strange).encode("gb2312", "ignore")
        return len(everyday) > len(strange)
    return False


def _delimiter(text: str) -> str:
    counts = {mark: text.count(mark) for mark, _name in DELIMITERS}
    # A comma may be a decimal mark or a part of what was written.
    counts[","] //= 2 if counts[";"] or counts["\t"] else 1
    return max(counts, key=lambda mark: counts[mark])


def _rows(text: str, delimiter: str) -> list[list[str]]:
    try:
        return list(csv.reader(io.StringIO(text), delimiter=delimiter))
    except csv.Error:
        # Reading it says on which line; here it is only guessed at.
        return []


def _heading(rows: Sequence[Sequence[str]]) -> int:
    """The number of the line with most known headings, else of the first."""
    known = [len(_columns(row)) for row in rows]
    return known.index(max(known)) + 1 if known else 0


def _columns(names: Sequence[str]) -> dict[str, Any]:
    plain = [squeezed(name).replace("Ü", "U").replace("Ä", "A") for name in names]
    if sum(map(bool, plain)) < FEWEST_CELLS:
        return {}
    found: dict[str, int] = {}
    for part, words in HEADINGS.items():
        for word in words:
            match = [n for n, name in enumerate(plain, 1) if name.startswith(word)]
            free = [n for n in match if n not in found.values()]
            if free:
                found[part] = free[0]
                break
    return found


def _habits(rows: Sequence[Sequence[str]], columns: Columns) -> dict[str, Any]:
    """How dates and amounts are written, from the first line that has them."""
    habits = {"amounts": _amounts(columns)}
    for row in rows:
        dated = row[columns.date - 1] if 0 < columns.date <= len(row) else ""
        sums = row[columns.amount - 1] if 0 < columns.amount <= len(row) else ""
        if form := _date_form(dated):
            habits.setdefault("dates", form)
        if "," in sums[-3:]:
            habits.setdefault("mark", ",")
    return habits


def _amounts(columns: Columns) -> str:
    if columns.outgoing:
        return TWO_COLUMNS
    return DIRECTION if columns.direction else SIGNED


def _date_form(text: str) -> str:
    plain = text.strip(" \"'=").partition("T")[0].partition(" ")[0]
    for form, _example in DATES:
        with suppress(ValueError):
            datetime.strptime(plain, form)  # noqa: DTZ007 only a day
            return form
    return ""
