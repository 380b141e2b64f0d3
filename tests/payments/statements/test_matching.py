"""Which order a line is for, and why; nothing of it asks a database."""

from decimal import Decimal

import pytest

from ticketing.payments.statements.matching import (
    Asked,
    Candidate,
    Index,
    Reason,
    judge,
    numbers_in,
)

ADA = Candidate(1, "K7M2QX4D", "CNY", Decimal(180), "Ada Lovelace", waits=True)
BO = Candidate(2, "W9XC3VTG", "CNY", Decimal(180), "王小明", waits=True)
CY = Candidate(3, "P4RT6NHJ", "CNY", Decimal(75), "Cy Twombly", waits=True)
PAID = Candidate(
    4, "H8GF5DRS", "CNY", Decimal(50), "Di", waits=False, came=(Decimal(100),)
)
ENDED = Candidate(5, "T3VW7KMN", "CNY", Decimal(60), "Eve", waits=False, has_ended=True)
ALL = Index([ADA, BO, CY, PAID, ENDED])


def _judge(purpose="", *, amount="180", name="", currency="CNY", reference=""):
    asked = Asked(Decimal(amount), currency, name, purpose, reference)
    return judge(asked, ALL)


def _best(*words, **facts):
    verdict = _judge(*words, **facts)
    if not verdict.matches:
        return None
    best = verdict.matches[0]
    return best.candidate, set(best.reasons), verdict.is_certain


@pytest.mark.parametrize(
    "purpose",
    [
        "K7M2QX4D",
        "order k7m2-qx4d, thanks",
        "K7 M2 QX 4D",
        "订单K7M2QX4D购票",
        "EREF+NOTPROVIDED SVWZ+K7M2Q X4D",
        "\uff2b7M2QX4D",
    ],
)
def test_number_and_amount_are_certain(purpose):
    assert _best(purpose) == (ADA, {Reason.REFERENCE, Reason.AMOUNT}, True)


def test_the_number_may_stand_in_the_banks_reference():
    assert _judge(reference="K7M2QX4D").is_certain


@pytest.mark.parametrize("purpose", ["K7MZ-QX4D", "K7M2OX4D", "KIM2QX4D", "K7M2QXAD"])
def test_a_number_misread_is_only_suggested(purpose):
    one, reasons, is_certain = _best(purpose)

    assert (one, is_certain) == (ADA, False)
    assert {Reason.SIMILAR, Reason.AMOUNT} <= reasons


def test_another_amount_is_only_suggested():
    one, reasons, is_certain = _best("K7M2QX4D", amount="179")

    assert (one, is_certain) == (ADA, False)
    assert reasons == {Reason.REFERENCE, Reason.OTHER_AMOUNT}


def test_two_numbers_are_for_people():
    verdict = _judge("K7M2QX4D and W9XC3VTG")

    assert not verdict.is_certain
    assert [match.candidate for match in verdict.matches] == [ADA, BO]
    assert all(Reason.SEVERAL in match.reasons for match in verdict.matches)


@pytest.mark.parametrize("name", ["LOVELACE ADA", "Ada Lovelace, Dr", "ada  lovelace"])
def test_amount_and_name_are_suggested(name):
    one, reasons, is_certain = _best("two tickets", name=name)

    assert (one, is_certain) == (ADA, False)
    assert reasons == {Reason.AMOUNT, Reason.NAME}


def test_a_buyer_named_in_the_text_is_known():
    assert _best("替王小明付款")[0] == BO


def test_an_amount_alone_tells_only_where_one_order_waits_for_it():
    assert _best("tickets") is None
    assert _best("tickets", amount="75")[:2] == (CY, {Reason.AMOUNT, Reason.ONLY_ONE})


def test_a_paid_order_is_never_certain():
    one, reasons, is_certain = _best("H8GF5DRS", amount="50")

    assert (one, is_certain) == (PAID, False)
    assert Reason.PAID_ALREADY in reasons


def test_the_first_money_of_an_ended_order_is_certain():
    assert _judge("T3VW7KMN", amount="60").is_certain
    assert not _judge("T3VW7KMN", amount="61").is_certain


def test_another_currency_matches_nothing():
    assert _best("K7M2QX4D", currency="EUR") is None


def test_numbers_are_found_as_words_of_their_own():
    assert numbers_in("for k7m2-qx4d/W9XC3VTG, not XK7M2QX4D2") == [
        "K7M2QX4D",
        "W9XC3VTG",
    ]
