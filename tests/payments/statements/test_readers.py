"""Statements of real forms are read whole, and bad ones answered by the line."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from tests.payments.statements.samples import sample
from ticketing.payments.statements.columns import Columns
from ticketing.payments.statements.errors import (
    BrokenTable,
    BrokenXml,
    MissingPart,
    NoColumn,
    NoCurrency,
    NoDate,
    NoLines,
    NotAnAmount,
    NotAStatement,
    RefusedXml,
    TooLarge,
    UnknownForm,
    WrongEncoding,
)
from ticketing.payments.statements.guessing import guess
from ticketing.payments.statements.lines import (
    MOST_BYTES,
    amount_of,
    currency_of,
    fingerprints,
)
from ticketing.payments.statements.readers import read_lines, reader_of

DAY = date(2026, 11, 23)
NONE = Columns()


def _read(content, columns=None):
    code = reader_of(content).code
    return read_lines(code, content, columns or guess(content, currency="CNY"))


def _facts(line):
    return line.booked_on, line.amount, line.currency, line.name, line.bank_reference


def test_camt_tells_entries_batches_and_what_went_out():
    lines = _read(sample("camt053.xml"))

    assert [str(line.amount) for line in lines] == ["180.00", "60.00", "40.00", "-7.00"]
    first = lines[0]
    assert _facts(first)[2:] == ("EUR", "Ada Lovelace", "E-1")
    assert (first.purpose, first.position) == ("Karten K7M2-QX4D", 11)
    assert first.counter_account == "DE89370400440532013000"
    assert [line.bank_reference for line in lines[1:3]] == ["B-1", "B-2"]
    assert lines[3].purpose == "Fee"
    assert {line.booked_on for line in lines} == {DAY}


def test_camt_of_old_versions_says_the_same():
    old = (
        sample("camt053.xml")
        .replace(b"001.08", b"001.02")
        .replace(b"<Sts><Cd>BOOK</Cd></Sts>", b"<Sts>BOOK</Sts>")
        .replace(b"<Sts><Cd>PDNG</Cd></Sts>", b"<Sts>PDNG</Sts>")
        .replace(b"<Pty>", b"")
        .replace(b"</Pty>", b"")
        .replace(
            b'<Amt Ccy="EUR">60.00</Amt>',
            b'<AmtDtls><TxAmt><Amt Ccy="EUR">60.00</Amt></TxAmt></AmtDtls>',
        )
    )

    assert _read(old) == _read(sample("camt053.xml"))


def test_a_batch_whose_parts_have_no_sums_is_one_line():
    content = sample("camt053.xml").replace(b'<Amt Ccy="EUR">40.00</Amt>', b"")

    amounts = [line.amount for line in _read(content)]

    assert amounts == [180, 100, -7]


@pytest.mark.parametrize("version", ["001.02", "001.04", "001.10", "001.13"])
def test_any_version_of_camt_is_read(version):
    content = sample("camt053.xml").replace(b"001.08", version.encode())

    assert len(_read(content)) == 4


def test_a_chinese_banks_xml_is_read_in_its_encoding():
    text = sample("camt053.xml").decode().replace("Ada Lovelace", "王小明")
    content = text.replace('"UTF-8"', '"GBK"').encode("gbk")

    assert _read(content)[0].name == "王小明"


def test_mt940_tells_folds_names_and_returns():
    lines = _read(sample("sparkasse.sta").replace(b"\n", b"\r\n"))

    first, fee, back = lines
    assert _facts(first) == (
        DAY,
        Decimal(180),
        "EUR",
        "ADA LOVELACE UND SOHN",
        "2026112300001",
    )
    assert "Karten fuer den Abend K7M2-QX4D danke" in first.purpose
    assert (first.position, first.account) == (6, "DE02120300000000202051")
    assert fee.amount == Decimal("-12.5")
    assert (back.booked_on, back.amount) == (date(2027, 1, 2), Decimal("9.9"))
    assert back.purpose == "Return of a debit that could not be booked"


def test_mt940_with_slashes_is_read_too():
    text = sample("sparkasse.sta").decode()
    start = text.index(":86:166")
    end = text.index("\n", start)
    slashed = ":86:/EREF/NOTPROVIDED/IBAN/NL1/NAME/J. Jansen/REMI/K7M2QX4D/"

    line = _read((text[:start] + slashed + text[end:]).encode())[0]

    assert (line.name, line.counter_account) == ("J. Jansen", "NL1")
    assert "K7M2QX4D" in line.purpose


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_chinese_table_is_guessed_and_read(encoding):
    content = sample("icbc.csv").decode().encode(encoding)
    columns = replace(guess(content, currency="CNY"), footer=1)

    lines = _read(content, columns)

    assert columns.heading == 3
    assert [line.amount for line in lines] == [1180, 580, Decimal("-30.5")]
    assert lines[0].name == "王小明"
    assert lines[0].counter_account == "6222000000000000002"
    assert lines[0].bank_reference == "000000001"
    assert "K7M2QX4D" in lines[0].purpose
    assert (lines[0].position, lines[0].booked_on) == (4, DAY)


def test_a_german_table_is_guessed_and_read():
    content = sample("umsaetze.csv").decode().encode("cp1252")

    columns = guess(content, currency="CNY")
    first, second = _read(content, columns)

    assert (columns.delimiter, columns.mark, columns.dates) == (";", ",", "%d.%m.%Y")
    assert _facts(first)[:4] == (DAY, Decimal("1234.56"), "EUR", "Grace Hopper")
    assert first.purpose == "Zwei Karten; Nr. K7M2 QX4D vielen Dank"
    assert second.amount == -80


def test_a_column_can_say_which_way_the_money_went():
    content = "日期,金额,借贷标志\n2026-11-23,5,贷\n2026-11-23,7,借\n".encode()

    assert [line.amount for line in _read(content)] == [5, -7]


SIMPLE = Columns(date=1, amount=2, purpose=3)


@pytest.mark.parametrize(
    ("content", "columns", "error", "line"),
    [
        ("date,sum,for\n2026-13-01,5,x", SIMPLE, NoDate, 2),
        ("date,sum,for\n\n2026-11-23,five,x", SIMPLE, NotAnAmount, 3),
        ("date,sum,for\n2026-11-23,,x", SIMPLE, NotAnAmount, 2),
        ("date,sum,for\n2026-11-23,1.2345,x", SIMPLE, NotAnAmount, 2),
        ("date,sum,for\n2026-11-23,9e9,x", SIMPLE, NotAnAmount, 2),
        ("date,sum,for\n2026-11-23", SIMPLE, NoColumn, 2),
        ("date,sum,for\n2026-11-23,5,x", replace(SIMPLE, currency=3), NoCurrency, 2),
        ('date,sum,for\n2026-11-23,5,"x', SIMPLE, BrokenTable, 2),
        ("<a><b></a>", NONE, BrokenXml, 1),
        ("<a>\n<!DOCTYPE x>", NONE, BrokenXml, 2),
        ('<!DOCTYPE x [<!ENTITY y "z">]>\n<x>&y;</x>', NONE, RefusedXml, 1),
        ("<a>" * 100, NONE, RefusedXml, 1),
        ("<a>\n" + "a" * 40_000 + "</a>", NONE, RefusedXml, 2),
        (":20:X\n:60F:C261120EUR1,\n:61:nonsense", NONE, MissingPart, 3),
        (":20:X\n:60F:C261120EUR1,\n:61:261323C1,N1\n", NONE, MissingPart, 3),
        (":20:X\n:61:2611231123C1,00NTRFX\n", NONE, MissingPart, 2),
    ],
)
def test_what_can_not_be_read_is_answered_by_the_line(content, columns, error, line):
    with pytest.raises(error) as told:
        _read(content.encode(), columns)

    assert told.value.values["line"] == line
    assert str(line) in str(told.value)


def test_a_wrong_encoding_is_told_by_the_line():
    with pytest.raises(WrongEncoding) as told:
        _read("date,sum\n2026-11-23,5,王".encode("gb18030"), SIMPLE)

    assert told.value.values["line"] == 2


@pytest.mark.parametrize(
    "content", [b"", b"  \n", b"PK\x03\x04", b"%PDF-1", b"a\0b", b"\x1f\x8b\x08"]
)
def test_what_is_no_statement_is_refused(content):
    with pytest.raises(UnknownForm):
        reader_of(content)


def test_other_xml_and_empty_tables_are_refused():
    with pytest.raises(NotAStatement):
        _read(b"<Document><BkToCstmrAcctRpt/></Document>")
    with pytest.raises(NoLines):
        _read(b"date,sum,for\n", SIMPLE)
    with pytest.raises(TooLarge):
        reader_of(b"," * (MOST_BYTES + 1))


@pytest.mark.parametrize(
    ("text", "mark", "amount"),
    [
        ("1,234.50", ".", "1234.50"),
        ("1.234,50", ",", "1234.50"),
        ("1 234,5", ",", "1234.5"),
        ("1'234.5", ".", "1234.5"),
        ("¥ 8", ".", "8"),
        ("(12.00)", ".", "-12.00"),
        ("12.00-", ".", "-12.00"),
        ("\u22125", ".", "-5"),
        ("\uff11\uff12", ".", "12"),
        ("1.2.3", ".", None),
        ("NaN", ".", None),
        ("1" * 20, ".", None),
    ],
)
def test_amounts_are_read_as_they_are_written(text, mark, amount):
    assert amount_of(text, mark=mark) == (None if amount is None else Decimal(amount))


def test_currencies_are_known_by_chinese_names():
    assert [currency_of(text) for text in ("eur", "人民币", "RMB", "€", "欧元")] == [
        "EUR",
        "CNY",
        "CNY",
        None,
        None,
    ]


def test_two_alike_of_one_day_are_two_and_known_again():
    once = _read(b"date,sum,for\n2026-11-23,5,tea\n", SIMPLE)
    twice = _read(b"date,sum,for\n2026-11-23,5.00,TEA\n2026-11-23,5,t ea\n", SIMPLE)
    other = _read(b"date,sum,for\n2026-11-23,0.5,tea\n2026-11-24,5,tea\n", SIMPLE)

    first = {name for _line, name in fingerprints(once)}
    both = {name for _line, name in fingerprints(twice)}
    others = {name for _line, name in fingerprints(other)}

    assert len(both) == 2
    assert first < both
    assert not both & others
