"""An import that is killed anywhere goes on, and books nothing twice."""

import json
import signal
from decimal import Decimal

import pytest
from django.utils import timezone

from ground.tasks.worker import Worker
from tests.crash.lives import in_another_process, recover
from tests.factories import on_sale_now
from tests.payments.orders import assert_books_are_right, started
from tests.payments.statements.bank import begun, table
from ticketing.house.models import House
from ticketing.orders.models import Order
from ticketing.payments.models import Payment
from ticketing.payments.statements import dividing, importing
from ticketing.payments.statements.models import FileState, LineState, StatementFile

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]
POINTS = (
    "statement-lines-kept",
    "statement-lines-matched",
    "statement-line-booking",
    "statement-line-booked",
)


@pytest.fixture
def orders(own_database):
    House.objects.get_or_create(
        pk=1, defaults={"name_en": "Marquee", "bank_account": "6222"}
    )
    now = timezone.now()
    return [
        started("transfer", now=now, performance=on_sale_now(seats=1)).order
        for _ in range(3)
    ]


def _import_it(rows):
    importing.AT_ONCE = 2
    begun(table(*rows), now=timezone.now())
    Worker().drain()


@pytest.mark.parametrize("point", POINTS)
def test_a_killed_import_goes_on_and_books_once(point, orders):
    rows = [(100, "Ada", order.number) for order in orders]
    status, said = in_another_process(lambda: _import_it(rows), dies_at=point)
    assert status == -signal.SIGKILL, said
    assert StatementFile.objects.get().state == FileState.RUNNING

    status, said = in_another_process(recover)

    assert status == 0, said
    assert json.loads(said) == []
    file = StatementFile.objects.get()
    assert file.state == FileState.DONE
    assert set(file.lines.values_list("state")) == {(LineState.BOOKED,)}
    assert Payment.objects.filter(state="captured").count() == len(orders)
    for order in Order.objects.all():
        assert order.phase == "paid"
        assert_books_are_right(order)


def _divide(line, orders):
    parts = {order.pk: Decimal(100) for order in orders}
    shares = dividing.divide_line(line, parts, actor="desk", now=timezone.now())
    for share in shares:
        dividing.book_share(share.pk, now=timezone.now())


@pytest.mark.parametrize(
    "point", ["statement-line-dividing", "statement-share-booking"]
)
def test_a_line_that_is_divided_when_the_process_dies_is_divided_once(point, orders):
    begun(table((300, "Ada", "for three")), now=timezone.now())
    Worker().drain()
    line = StatementFile.objects.get().lines.get()
    status, said = in_another_process(lambda: _divide(line.pk, orders), dies_at=point)
    assert status == -signal.SIGKILL, said

    status, said = in_another_process(recover)
    assert (status, json.loads(said)) == (0, []), said
    status, said = in_another_process(lambda: _divide(line.pk, orders))
    assert status == 0, said

    assert Payment.objects.filter(state="captured").count() == len(orders)
    for order in Order.objects.all():
        assert order.phase == "paid"
        assert_books_are_right(order)
