"""Statements as camt.053 (ISO 20022), in any of its versions 001.02 to 001.13.

What differs: the state of an entry is a word or a code, a payer stands in
`Dbtr` or in `Dbtr/Pty`, the amount of a part in `Amt` or in `AmtDtls`.
"""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from ticketing.payments.statements.columns import Columns
from ticketing.payments.statements.errors import MissingPart, NotAStatement
from ticketing.payments.statements.lines import (
    BankLine,
    amount_of,
    currency_of,
    tidy,
)
from ticketing.payments.statements.xml_parts import Part, Walk

UTF_8_MARK: Final = b"\xef\xbb\xbf"
BOOKED: Final = "BOOK"
IN, OUT = "CRDT", "DBIT"


def knows(content: bytes) -> bool:
    return content.removeprefix(UTF_8_MARK).lstrip()[:1] == b"<"


def read(content: bytes, _columns: Columns) -> Iterator[BankLine]:
    """Entries that are booked; of a batch each payment is a line of its own."""
    entries = Walk(content, "Document", "BkToCstmrStmt", "Stmt", "Ntry")
    for statement, entry in entries:
        account = statement.word("Acct/Id/IBAN", "Acct/Id/Othr/Id")
        if entry.word("Sts/Cd", "Sts") == BOOKED:
            yield from _lines(entry, account)
    if entries.root.first("Document/BkToCstmrStmt/Stmt") is None:
        raise NotAStatement


def _lines(entry: Part, account: str) -> Iterator[BankLine]:
    whole = _money(entry)
    parts = list(entry.all("NtryDtls/TxDtls"))
    sums = [_part_money(part) for part in parts]
    if len(parts) > 1 and sum(filter(None, sums)) == whole and all(sums):
        for part, amount in zip(parts, sums, strict=True):
            yield _line(entry, [part], amount or whole, account)
    else:
        yield _line(entry, parts, whole, account)


def _line(entry: Part, parts: list[Part], amount: Decimal, account: str) -> BankLine:
    told = parts[0] if parts else entry
    side = "Dbtr" if amount > 0 else "Cdtr"
    names = [f"RltdPties/{side}/Pty/Nm", f"RltdPties/{side}/Nm"]
    holder = f"RltdPties/{side}Acct/Id"
    return BankLine(
        position=told.line,
        booked_on=_day(entry),
        amount=amount,
        currency=_currency(entry),
        account=tidy(account, 60),
        name=tidy(told.word(*names), 200),
        counter_account=tidy(told.word(f"{holder}/IBAN", f"{holder}/Othr/Id"), 60),
        purpose=tidy(_purpose(entry, parts), 1000),
        bank_reference=tidy(
            told.word("Refs/AcctSvcrRef") or entry.word("AcctSvcrRef"), 100
        ),
    )


def _purpose(entry: Part, parts: list[Part]) -> str:
    """All that the payer may have written, whichever field the bank put it in."""
    paths = (
        "RmtInf/Ustrd",
        "RmtInf/Strd/CdtrRefInf/Ref",
        "RmtInf/Strd/AddtlRmtInf",
        "Refs/EndToEndId",
        "AddtlTxInf",
    )
    found = [found.text for part in parts for p in paths for found in part.all(p)]
    wanted = [text for text in found if text.strip() not in {"", "NOTPROVIDED"}]
    return " ".join(wanted) or entry.word("AddtlNtryInf")


def _money(entry: Part) -> Decimal:
    amount = amount_of(entry.word("Amt"))
    if amount is None:
        raise MissingPart(line=entry.line, part="Amt")
    return _signed(entry, amount)


def _part_money(part: Part) -> Decimal | None:
    amount = amount_of(part.word("Amt", "AmtDtls/TxAmt/Amt"))
    return None if amount is None else _signed(part, amount)


def _signed(part: Part, amount: Decimal) -> Decimal:
    """`CdtDbtInd` is the direction of the booking itself, of reversals too."""
    direction = part.word("CdtDbtInd")
    if direction not in {IN, OUT, ""}:
        raise MissingPart(line=part.line, part="CdtDbtInd")
    return -abs(amount) if direction == OUT else abs(amount)


def _currency(entry: Part) -> str:
    amount = entry.first("Amt")
    code = currency_of(amount.attributes.get("Ccy", "")) if amount else None
    if code is None:
        raise MissingPart(line=entry.line, part="Ccy")
    return code


def _day(entry: Part) -> date:
    text = entry.word("BookgDt/Dt", "BookgDt/DtTm", "ValDt/Dt", "ValDt/DtTm")
    try:
        return date.fromisoformat(text[:10])
    except ValueError as error:
        raise MissingPart(line=entry.line, part="BookgDt") from error
