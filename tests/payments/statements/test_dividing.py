"""One transfer for several orders: each sum arrives once, the line is used once."""

from decimal import Decimal

import pytest
from django.urls import reverse

from reports.checking import check_invariants
from tests.payments.orders import SOON, assert_books_are_right, started
from tests.payments.statements.bank import imported, line_of, table
from ticketing.payments.models import Payment
from ticketing.payments.statements.booking import book_line, link_line, linkable
from ticketing.payments.statements.dividing import book_share, divide_line
from ticketing.payments.statements.errors import (
    LineDivided,
    LineNotOpen,
    NoSuchOrder,
    NotAShare,
    OneShare,
    SharesDoNotAddUp,
    WrongCurrency,
)
from ticketing.payments.statements.models import LineShare, LineState, StatementLine
from ticketing.payments.tasks import book_line_share

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


@pytest.fixture
def orders(house):
    house.bank_account = "6222"
    house.save()
    return [started("transfer").order for _ in range(2)]


@pytest.fixture
def line(orders):
    imported(table((200, "Ada", "for two")))
    return line_of("for two")


def divide(line, *amounts, orders):
    parts = {o.pk: Decimal(a) for o, a in zip(orders, amounts, strict=True)}
    shares = divide_line(line.pk, parts, actor="Ida", now=SOON)
    return [book_share(share.pk, now=SOON) for share in shares]


def assert_all_is_right(orders):
    for order in orders:
        order.refresh_from_db()
        assert_books_are_right(order)
    assert check_invariants(now=SOON).offenders == []


def test_each_order_gets_its_sum(line, orders):
    divide(line, "100", "100", orders=orders)

    line.refresh_from_db()
    assert (line.state, line.payment, line.decided_by) == ("divided", None, "Ida")
    assert [share.payment.amount for share in line.shares.all()] == [100, 100]
    assert_all_is_right(orders)
    assert [order.phase for order in orders] == ["paid", "paid"]


def test_what_is_less_stays_due_and_what_is_more_goes_back(line, orders):
    divide(line, "60", "140", orders=orders)

    assert_all_is_right(orders)
    assert [order.phase for order in orders] == ["accepted", "paid"]
    assert orders[1].refunds.get().amount == 40


def test_twice_is_once(line, orders):
    first = divide(line, "100", "100", orders=orders)

    assert divide(line, "100", "100", orders=orders) == first
    for share in line.shares.all():
        book_line_share.func(share.pk)

    assert Payment.objects.filter(state="captured").count() == 2
    with pytest.raises(LineDivided):
        divide(line, "80", "120", orders=orders)
    with pytest.raises(LineNotOpen):
        book_line(line.pk, orders[0].pk, actor="Ida", now=SOON)
    with pytest.raises(LineNotOpen):
        link_line(line.pk, first[0].pk, actor="Ida", now=SOON)


def test_its_money_is_not_linked_to_another_line(line, orders):
    payment, _other = divide(line, "100", "100", orders=orders)
    imported(table((100, "Ada", "another")))

    assert payment not in linkable(line_of("another"))


@pytest.mark.parametrize(
    ("amounts", "refusal"),
    [
        (("100", "99.99"), SharesDoNotAddUp),
        (("100", "200"), SharesDoNotAddUp),
        (("200", "0"), NotAShare),
        (("300", "-100"), NotAShare),
        (("100.005", "99.995"), NotAShare),
    ],
)
def test_what_is_not_the_line_is_refused_whole(line, orders, amounts, refusal):
    with pytest.raises(refusal):
        divide(line, *amounts, orders=orders)

    line.refresh_from_db()
    assert line.state == LineState.OPEN
    assert not LineShare.objects.exists()


def test_one_order_or_an_unknown_one_is_refused(line, orders):
    with pytest.raises(OneShare):
        divide(line, "200", orders=orders[:1])
    parts = {orders[0].pk: Decimal(100), 987_654: Decimal(100)}
    with pytest.raises(NoSuchOrder):
        divide_line(line.pk, parts, actor="Ida", now=SOON)


def test_an_order_in_another_currency_is_refused(line, orders):
    orders[1].currency = "EUR"
    orders[1].save()

    with pytest.raises(WrongCurrency):
        divide(line, "100", "100", orders=orders)


def sent(orders, *amounts):
    numbers = [order.number.lower() for order in orders]
    return {
        "act": "divide",
        "share-number": [*numbers, ""],
        "share-amount": [*amounts, ""],
    }


def test_the_desk_divides_it_on_its_page(desk, line, orders):
    page = reverse("desk-statement-line", args=[line.pk])
    assert "Divide the line" in desk.get(page).content.decode()

    wrong = desk.post(page, sent(orders, "100", "90"))
    assert wrong.status_code == 422
    assert "Together these are ¥190.00" in wrong.content.decode()
    assert 'value="90"' in wrong.content.decode()
    assert desk.post(page, sent([orders[0]] * 2, "100", "100")).status_code == 422
    assert desk.post(page, sent(orders, "100", "a lot")).status_code == 422
    assert desk.post(page, sent(orders, "100", "100")).status_code == 302

    assert_all_is_right(orders)
    told = desk.get(page).content.decode()
    assert orders[0].number in told
    assert orders[1].number in told
    found = desk.get(f"/admin/desk/statements/?state=divided&q={orders[1].number}")
    assert "for two" in found.content.decode()
    table_of_lines = desk.get("/admin/desk/statements/lines.csv?state=divided")
    assert f"{orders[0].number} {orders[1].number}" in table_of_lines.content.decode()
    assert StatementLine.objects.get().shares.count() == 2
