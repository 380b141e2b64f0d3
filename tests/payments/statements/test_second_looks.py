"""What a second look at the import has found."""

from contextlib import nullcontext
from datetime import date
from decimal import Decimal

import pytest

from ticketing.payments.statements.candidates import index_for
from ticketing.payments.statements.columns import DIRECTION, Columns
from ticketing.payments.statements.errors import BrokenXml, NoDirection
from ticketing.payments.statements.guessing import guess
from ticketing.payments.statements.matching import Asked, Candidate, Index, judge
from ticketing.payments.statements.models import StatementLine
from ticketing.payments.statements.tables import read
from ticketing.payments.statements.xml_parts import Walk

READ = {"cp936", "EUC-CN", "x-gbk"}
DIRECTED = Columns(
    amounts=DIRECTION, date=1, amount=2, direction=3, currency_code="CNY"
)


def directed(word):
    content = f"date,amount,direction\n2026-11-23,100.00,{word}\n".encode()
    (line,) = read(content, DIRECTED)
    return line.amount


@pytest.mark.parametrize(
    ("word", "amount"), [("贷方", 100), ("来账", 100), ("借方", -100), ("Cr.", 100)]
)
def test_banks_say_in_and_out_in_many_words(word, amount):
    assert directed(word) == Decimal(amount)


def test_a_word_for_neither_is_named_with_its_line():
    with pytest.raises(NoDirection, match="Line 2: “maybe”"):
        directed("maybe")


def test_a_long_line_is_guessed_at_in_vain_and_without_a_fault():
    assert guess(b'"' + b"x" * 200_000, currency="CNY").date == 0


@pytest.mark.parametrize("encoding", ["cp936", "EUC-CN", "big5", "x-gbk", "foo"])
def test_xml_in_other_encodings_is_read_or_refused(encoding):
    content = f'<?xml version="1.0" encoding="{encoding}"?><a><b>1</b></a>'.encode()
    outcome = nullcontext() if encoding in READ else pytest.raises(BrokenXml)
    with outcome:
        list(Walk(content, "b"))


def order(**values):
    known = {
        "order_id": 1,
        "number": "K7M2QX4D",
        "currency": "CNY",
        "due": Decimal(100),
        "name": "Ada",
        "waits": True,
    }
    return Candidate(**(known | values))


@pytest.mark.parametrize(
    ("came", "is_certain"),
    [((), True), ((Decimal(40),), True), ((Decimal(100),), False)],
)
def test_the_rest_of_an_order_may_be_what_was_booked_by_hand(came, is_certain):
    asked = Asked(Decimal(100), "CNY", "Ada", "K7M2QX4D", "")
    assert judge(asked, Index([order(came=came)])).is_certain == is_certain


def test_the_year_one_is_long_ago(db, house):
    assert index_for([StatementLine(booked_on=date(1, 1, 1), amount=1)]).by_number == {}
