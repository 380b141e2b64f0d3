"""Statements as MT940 (SWIFT), with or without the frame of the network."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Final

from ticketing.payments.statements.columns import Columns
from ticketing.payments.statements.errors import MissingPart
from ticketing.payments.statements.lines import (
    BankLine,
    amount_of,
    currency_of,
    tidy,
)

_TAG: Final = re.compile(r":(\d\d[A-Z]?):(.*)", re.DOTALL)
_KNOWN: Final = re.compile(rb"^(\{1:|:20:|:940:)")
# Value day, booking day, direction, funds code, amount, type, references.
_ENTRY: Final = re.compile(
    r"(\d{6})(\d{4})?(RC|RD|C|D)[A-Z]?(\d{1,12},\d{0,3})[A-Z][A-Z0-9]{3}"
    r"([^\n]*?)(?://([^\n]*))?(?:\n|$)"
)
_BALANCE: Final = re.compile(r"[CD]\d{6}([A-Z]{3})")
_FIELD: Final = re.compile(r"\?(\d\d)")
_WORD: Final = re.compile(r"/(NAME|REMI|EREF|IBAN|ORDP|BENM|CNTP)/")
# A fold of the :86: field at 65 characters says nothing of the text itself.
GERMAN_PURPOSE: Final = (*range(20, 30), *range(60, 64))
HALF_A_YEAR: Final = 6


@dataclass(frozen=True, slots=True)
class _Field:
    line: int
    tag: str
    text: str


@dataclass(frozen=True, slots=True)
class _Told:
    """What the :86: field says of a payment."""

    purpose: str = ""
    name: str = ""
    account: str = ""


def knows(content: bytes) -> bool:
    return bool(_KNOWN.match(content.lstrip(b"\xef\xbb\xbf \r\n\t")))


def read(content: bytes, _columns: Columns) -> Iterator[BankLine]:
    """Entries of all statements in the file, each with the :86: that follows."""
    account = currency = ""
    fields = list(_fields(_text(content)))
    for at, found in enumerate(fields):
        if found.tag == "25":
            account = found.text.strip()
        elif found.tag in {"60F", "60M"}:
            balance = _BALANCE.match(found.text)
            currency = currency_of(balance[1]) or "" if balance else ""
        elif found.tag == "61":
            after = fields[at + 1] if at + 1 < len(fields) else found
            told = _told(after.text) if after.tag == "86" else _Told()
            yield _line(found, told, account, currency)


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeError:
            continue
    return content.decode("iso-8859-1")


def _fields(text: str) -> Iterator[_Field]:
    """Each `:tag:` with the lines that go on with it."""
    tag, began, kept = "", 0, [""]
    for number, line in enumerate(text.splitlines(), start=1):
        found = _TAG.fullmatch(line)
        if found or line.startswith(("-", "{")):
            if tag:
                yield _Field(began, tag, "\n".join(kept))
            tag, began = (found[1], number) if found else ("", number)
            kept = [found[2] if found else ""]
        else:
            kept.append(line)
    if tag:
        yield _Field(began, tag, "\n".join(kept))


def _line(entry: _Field, told: _Told, account: str, currency: str) -> BankLine:
    found = _ENTRY.match(entry.text)
    if found is None:
        raise MissingPart(line=entry.line, part=":61:")
    if not currency:
        raise MissingPart(line=entry.line, part=":60F:")
    valued, booked, mark, figures, ours, theirs = found.groups()
    reference = (theirs or "").strip() or ours.strip()
    return BankLine(
        position=entry.line,
        booked_on=_day(entry.line, valued, booked),
        amount=_amount(entry.line, mark, figures),
        currency=currency,
        account=tidy(account, 60),
        name=tidy(told.name, 200),
        counter_account=tidy(told.account, 60),
        purpose=tidy(told.purpose, 1000),
        bank_reference="" if reference == "NONREF" else tidy(reference, 100),
    )


def _day(line: int, valued: str, booked: str | None) -> date:
    try:
        value = datetime.strptime(valued, "%y%m%d").date()  # noqa: DTZ007 only a day
        return _near(value, booked) if booked else value
    except ValueError as error:
        raise MissingPart(line=line, part=":61:") from error


def _near(value: date, booked: str) -> date:
    """The booking day has no year: it is the one nearest to the value day."""
    month, day = int(booked[:2]), int(booked[2:])
    if abs(month - value.month) < HALF_A_YEAR:
        return date(value.year, month, day)
    return date(value.year + (1 if month < value.month else -1), month, day)


def _amount(line: int, mark: str, figures: str) -> Decimal:
    amount = amount_of(figures.rstrip(",") or "0", mark=",")
    if amount is None:
        raise MissingPart(line=line, part=":61:")
    # RD takes a debit back: money comes. RC takes a credit back.
    return amount if mark in {"C", "RD"} else -amount


def _told(text: str) -> _Told:
    if _FIELD.search(text[:40]):
        return _german(text.replace("\n", ""))
    if _WORD.search(text):
        return _slashed(text.replace("\n", ""))
    return _Told(purpose=text)


def _german(text: str) -> _Told:
    """`?20`–`?29` purpose, `?31` account, `?32` and `?33` name."""
    pieces = _FIELD.split(text)
    parts: dict[int, str] = {}
    for number, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        parts[int(number)] = parts.get(int(number), "") + piece
    return _Told(
        purpose="".join(parts.get(number, "") for number in GERMAN_PURPOSE),
        name=parts.get(32, "") + parts.get(33, ""),
        account=parts.get(31, ""),
    )


def _slashed(text: str) -> _Told:
    """`/NAME/…/REMI/…`, as Dutch and many other banks write."""
    pieces = _WORD.split(text)
    parts = dict(zip(pieces[1::2], pieces[2::2], strict=True))
    purposes = (parts.get("REMI", ""), parts.get("EREF", ""))
    return _Told(
        purpose=" ".join(part.strip("/") for part in purposes if part),
        name=parts.get("NAME", "").strip("/"),
        account=parts.get("IBAN", "").strip("/"),
    )
