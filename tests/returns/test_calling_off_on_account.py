"""What a company has on account and has not paid is no credit that anybody gets."""

from datetime import timedelta

import pytest
from django.core import mail

from reports.checking import check_invariants
from tests.factories import NOON, offered_performance
from tests.payments.companies import clerk, company, on, ordered_by
from tests.payments.orders import do_planned_work
from ticketing.gifts.models import Gift
from ticketing.orders.models import Order
from ticketing.payments.credit.models import Credit
from ticketing.payments.on_account.owing import left_on
from ticketing.returns.call_off_mail import send_called_off
from ticketing.returns.calling_off import Plan, call_off, choose, go_on, ways_for
from ticketing.returns.errors import NoSuchChoice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]
SOON = NOON + timedelta(hours=1)
UNTIL = NOON + timedelta(days=5)
PLAN = Plan("cancelled", "The singer is ill", ["refund", "credit"], "credit", UNTIL)


@pytest.fixture
def tab():
    return company(limit="500")


@pytest.fixture
def asked(tab):
    performance = offered_performance(
        seats=10,
        starts_at=NOON + timedelta(days=30),
        on_sale_from=NOON - timedelta(days=1),
    )
    ordered_by(clerk(tab), on(tab), performance=performance)
    job = call_off(performance.pk, PLAN, now=SOON, actor="Ida")
    while go_on(job.pk, now=SOON):
        pass
    return job.asked.get()


def test_credit_is_not_offered_for_what_is_not_paid(asked):
    order = Order.objects.get()
    assert order.phase == "paid"

    choices, default = ways_for(order, asked.call_off)

    assert [choice.code for choice in choices] == ["refund"]
    assert default.code == "refund"
    with pytest.raises(NoSuchChoice):
        choose(asked, "credit", now=SOON, actor="buyer")


def test_the_letter_speaks_of_no_gift_card(asked):
    send_called_off(asked.call_off_id, asked.order_id)

    [letter] = [m for m in mail.outbox if "does not take place" in m.subject]
    assert "gift card" not in letter.body


def test_by_default_the_company_owes_it_no_more(asked, tab):
    while go_on(asked.call_off_id, now=UNTIL):
        pass
    do_planned_work(UNTIL)

    asked.refresh_from_db()
    assert (asked.state, asked.choice) == ("done", "refund")
    assert left_on(tab) == 500
    assert not Credit.objects.exists()
    assert not Gift.objects.exists()
    assert check_invariants(now=UNTIL).offenders == []
