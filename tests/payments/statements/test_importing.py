"""A line is kept and booked once, however often and in whatever file it comes."""

from datetime import timedelta

import pytest
from django_tasks_db.models import DBTaskResult

from reports.checking import check_invariants
from tests.factories import NOON
from tests.payments.orders import SOON, assert_books_are_right, started
from tests.payments.statements.bank import COLUMNS, begun, imported, line_of, table
from tests.payments.statements.samples import sample
from ticketing.orders.models import Order
from ticketing.payments import services
from ticketing.payments.errors import NothingToPay
from ticketing.payments.models import Payment, Refund
from ticketing.payments.statements import booking, importing
from ticketing.payments.statements.columns import Columns
from ticketing.payments.statements.errors import (
    LineNotOpen,
    LineUsed,
    NoDate,
    UnknownForm,
    WrongCurrency,
)
from ticketing.payments.statements.models import (
    FileState,
    LineState,
    StatementFile,
    StatementLayout,
    StatementLine,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
DESK = {"actor": "desk@example.org", "now": SOON}


@pytest.fixture
def order():
    """Waits for a transfer of 100."""
    return started("transfer").order


def _phase(order):
    return Order.objects.get(pk=order.pk).phase


def test_number_and_amount_pay_an_order_by_themselves(order):
    file = imported(table((100, "Ada", order.number), (-5, "Bank", "fee")))

    assert (file.state, file.line_count, file.content) == (FileState.DONE, 2, b"")
    line = line_of(order.number)
    assert (line.state, line.payment.order) == (LineState.BOOKED, order)
    assert line.payment.reference == booking.reference_of(line)
    assert line_of("fee").state == LineState.OUTGOING
    assert _phase(order) == "paid"
    assert_books_are_right(order)


def test_the_same_line_in_other_files_is_used_once(order):
    line = (100, "Ada", f"for {order.number}")

    imported(table(line))
    again = imported(table((7, "Bo", "tea"), line))

    assert StatementLine.objects.count() == 2
    assert again.lines.count() == 1
    assert order.payments.filter(state="captured").count() == 1
    assert_books_are_right(order)


def test_a_second_like_line_of_one_day_waits_for_people(order):
    line = (100, "Ada", order.number)

    imported(table(line))
    imported(table(line, line))

    states = sorted(StatementLine.objects.values_list("state", flat=True))
    assert states == [LineState.BOOKED, LineState.OPEN]
    second = StatementLine.objects.get(state=LineState.OPEN)
    assert second.suggestions.get().reasons[0] == "reference"
    assert "paid" in second.suggestions.get().reasons


def test_two_like_lines_of_one_file_pay_once(order):
    line = (100, "Ada", order.number)

    imported(table(line, line))

    assert order.payments.filter(state="captured").count() == 1
    assert StatementLine.objects.filter(state=LineState.OPEN).count() == 1


def test_what_is_accepted_books_what_came(order):
    imported(table((60, "Ada", order.number)))
    line = line_of(order.number)
    assert line.suggestions.get().order == order

    payment = booking.book_line(line.pk, order.pk, **DESK)

    assert payment.amount == 60
    assert booking.book_line(line.pk, order.pk, **DESK) == payment
    assert services.amount_due(Order.objects.get(pk=order.pk)) == 40
    imported(table((40, "Ada", f"rest {order.number}")))
    assert _phase(order) == "paid"
    assert_books_are_right(order)


def test_a_booked_line_is_no_other_orders(order):
    other = started("transfer").order
    imported(table((100, "Ada", order.number)))

    with pytest.raises(LineUsed):
        booking.book_line(line_of(order.number).pk, other.pk, **DESK)

    assert _phase(other) == "accepted"


def test_twice_paid_goes_back_with_its_owner_named(order):
    imported(table((100, "Ada", order.number)))
    imported(table((100, "Ada", f"again {order.number}")))

    booking.book_line(line_of(f"again {order.number}").pk, order.pk, **DESK)

    refund = Refund.objects.get()
    assert (refund.order, refund.amount, refund.state) == (order, 100, "started")
    assert refund.payment.statement_line.name == "Ada"
    assert_books_are_right(order)


def test_money_for_a_cancelled_order_goes_back(order):
    services.cancel_order(order.pk, now=SOON, actor="desk", reason="asked")

    imported(table((100, "Ada", order.number)))

    assert line_of(order.number).state == LineState.BOOKED
    assert Refund.objects.get().amount == 100
    assert_books_are_right(order)


def test_money_that_comes_late_finds_free_places_again(order):
    services.lapse_order(order.pk, now=order.pay_by)
    assert _phase(order) == "expired"

    imported(table((100, "Ada", order.number)))

    assert _phase(order) == "paid"
    assert_books_are_right(order)


def test_money_marked_by_hand_is_linked_and_not_booked_again(order):
    payment = order.payments.get()
    services.receive_payment(payment.pk, **DESK)
    imported(table((100, "Ada", order.number)))
    line = line_of(order.number)
    assert list(booking.linkable(line)) == [payment]

    booking.link_line(line.pk, payment.pk, **DESK)

    line.refresh_from_db()
    assert (line.state, line.payment) == (LineState.BOOKED, payment)
    assert not Refund.objects.exists()
    assert_books_are_right(order)
    with pytest.raises(LineNotOpen):
        booking.link_line(line.pk, payment.pk, **DESK)


def test_only_money_of_the_same_amount_is_linked(order):
    payment = order.payments.get()
    services.receive_payment(payment.pk, **DESK)
    imported(table((99, "Ada", order.number)))

    with pytest.raises(NothingToPay):
        booking.link_line(line_of(order.number).pk, payment.pk, **DESK)


def test_setting_aside_says_why_and_can_be_undone(order):
    imported(table((100, "Bo", "tea")))
    line = line_of("tea")

    booking.set_line_aside(line.pk, reason="A loan", **DESK)
    with pytest.raises(LineNotOpen):
        booking.book_line(line.pk, order.pk, **DESK)
    booking.reopen_line(line.pk, **DESK)

    line.refresh_from_db()
    assert (line.state, line.reason) == (LineState.OPEN, "")
    with pytest.raises(LineNotOpen):
        booking.reopen_line(line.pk, **DESK)


def test_what_is_booked_is_neither_set_aside_nor_reopened(order):
    imported(table((100, "Ada", order.number)))
    line = line_of(order.number)

    with pytest.raises(LineNotOpen):
        booking.set_line_aside(line.pk, reason="No", **DESK)
    with pytest.raises(LineNotOpen):
        booking.reopen_line(line.pk, **DESK)


def test_other_money_is_refused_for_an_order(order):
    columns = Columns(date=1, amount=2, purpose=4, currency_code="EUR")
    imported(table((100, "Ada", order.number)), columns=columns)
    line = line_of(order.number)
    assert not line.suggestions.exists()

    with pytest.raises(WrongCurrency):
        booking.book_line(line.pk, order.pk, **DESK)


def test_an_order_of_long_ago_is_found_by_its_number(order):
    Payment.objects.update(started_at=NOON - timedelta(days=900), gateway="sandbox")
    Order.objects.update(phase="closed")

    imported(table((30, "Ada", order.number)))

    assert line_of(order.number).suggestions.get().order == order


def test_a_draft_shows_what_it_would_bring_and_keeps_nothing(order):
    imported(table((100, "Ada", order.number)))
    content = table((100, "Ada", order.number), (7, "Bo", "tea"), (-2, "Bank", "fee"))
    draft = importing.upload_statement("b.csv", content, actor="desk", now=NOON)

    shown = importing.preview_statement(draft, Columns(date=1, amount=2, name=3))
    whole = importing.preview_statement(draft, COLUMNS)

    assert (shown.count, shown.known, shown.came) == (3, 0, {"CNY": 107})
    assert (whole.known, whole.new) == (1, 2)
    assert StatementLine.objects.count() == 1


def test_a_layout_is_kept_by_its_name():
    content = table((7, "Bo", "tea"))
    for columns in (Columns(date=1, amount=2), COLUMNS):
        draft = importing.upload_statement("b.csv", content, actor="desk", now=NOON)
        importing.start_import(draft.pk, columns, layout="Our bank", now=NOON)

    layout = StatementLayout.objects.get()
    assert Columns.from_json(layout.columns) == COLUMNS
    assert Columns.from_json({**layout.columns, "of_old": 1}) == COLUMNS


def test_what_can_not_be_read_begins_nothing():
    content = table((7, "Bo", "tea"))
    draft = importing.upload_statement("b.csv", content, actor="desk", now=NOON)

    with pytest.raises(NoDate):
        importing.start_import(draft.pk, Columns(date=2, amount=2), now=NOON)
    with pytest.raises(UnknownForm):
        importing.upload_statement("b.zip", b"PK\x03", actor="desk", now=NOON)

    assert StatementFile.objects.get().is_draft
    assert not DBTaskResult.objects.filter(
        task_path__endswith="import_statement"
    ).exists()


def test_drafts_are_let_go_after_a_day():
    content = table((7, "Bo", "tea"))
    importing.upload_statement("b.csv", content, actor="desk", now=NOON)
    imported(content)

    assert importing.forget_drafts(now=NOON + timedelta(hours=23)) == 0
    assert importing.forget_drafts(now=NOON + timedelta(hours=24)) == 1
    assert StatementFile.objects.get().state == FileState.DONE


def test_beginning_twice_begins_once():
    file = begun(table((7, "Bo", "tea")))

    importing.start_import(file.pk, COLUMNS, now=NOON)

    tasks = DBTaskResult.objects.filter(task_path__endswith="import_statement")
    assert tasks.count() == 1
    assert not importing.go_on(imported(table((8, "Bo", "tea"))).pk, now=NOON)


def test_statements_of_other_forms_are_imported_too():
    for name in ("camt053.xml", "sparkasse.sta"):
        imported(sample(name), columns=Columns())

    assert StatementLine.objects.filter(state=LineState.OPEN).count() == 5
    assert StatementLine.objects.filter(state=LineState.OUTGOING).count() == 2


def test_a_line_whose_money_is_not_there_is_named(order):
    imported(table((100, "Ada", order.number), (7, "Bo", "tea")))
    assert _named() == set()
    Payment.objects.filter(state="captured").update(amount=99)
    StatementLine.objects.filter(purpose="tea").update(state=LineState.NEW)

    assert {"booked_line_has_its_money", "imported_line_was_decided_on"} <= _named()


def _named():
    found = check_invariants(now=SOON).offenders
    return {offender["invariant"] for offender in found}
