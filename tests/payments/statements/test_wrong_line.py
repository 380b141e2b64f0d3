"""One line that can't be booked does not stop the import of the others."""

import pytest

from tests.payments.orders import assert_books_are_right, started
from tests.payments.statements.bank import imported, line_of, table
from ticketing.orders import phases
from ticketing.payments.statements.models import FileState, LineState

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


def test_a_line_that_goes_wrong_is_the_desks_and_stops_no_other(monkeypatch):
    """Whoever hears of a paid order may have a fault for one of them."""
    wrong, right = (started("transfer").order for _ in range(2))

    def refuse(order, now):
        if order.pk == wrong.pk:
            raise ValueError(order.number)

    handlers = [*phases._handlers.get(phases.Phase.PAID, []), (99, refuse)]
    monkeypatch.setitem(phases._handlers, phases.Phase.PAID, handlers)

    file = imported(table((100, "Ada", wrong.number), (100, "Bo", right.number)))

    file.refresh_from_db()
    assert file.state == FileState.DONE
    assert line_of(wrong.number).state == LineState.OPEN
    assert line_of(right.number).state == LineState.BOOKED
    right.refresh_from_db()
    assert right.phase == phases.Phase.PAID
    assert_books_are_right(right)
    assert not wrong.payments.filter(state="captured").exists()
