"""One dispute of many notices, one end of an order; and the proofs can fail."""

import time

import pytest
from django.db import IntegrityError, OperationalError

from ground.errors import Refusal
from reports.checking import check_invariants
from tests import ready_money
from tests.factories import NOON, offered_performance
from tests.races.crowd import BY_CONSTRAINT, LOCKED_OUT, race, unguarded
from ticketing.payments import refunds
from ticketing.payments.disputes import services
from ticketing.payments.disputes.models import Dispute, DisputeState
from ticketing.payments.gateways import DisputeAnswer
from ticketing.payments.models import Movement, Payment, Refund
from ticketing.payments.refunds import return_order

pytestmark = pytest.mark.race
AT_ONCE = 5
DONE = "done"
SECONDS = 1.5


@pytest.fixture
def paid(fresh_house):
    """The keys of a payment and its order."""
    with fresh_house():
        performance = offered_performance(seats=2)
        places = list(performance.places.values_list("pk", flat=True))
        order = ready_money.bought(performance, places)
        yield order.payments.get().pk, order.pk


def _tried(act):
    try:
        act()
    except Refusal as refusal:
        return refusal.code
    except IntegrityError:
        return BY_CONSTRAINT
    except OperationalError:
        return LOCKED_OUT
    return DONE


def _told(payment, state=DisputeState.LOST):
    found = Payment.objects.select_related("order").get(pk=payment)
    answer = DisputeAnswer("du_1", found.key, state, found.amount, is_withdrawn=True)
    return _tried(lambda: services.note_dispute(found, answer, now=NOON))


def _offenders():
    return check_invariants(now=NOON).offenders


def test_of_many_notices_at_once_one_dispute_is_made(paid):
    answers = race(AT_ONCE, lambda _n: _told(paid[0]))

    assert answers == [DONE] * AT_ONCE
    assert Dispute.objects.get().refund == Refund.objects.get()
    assert Movement.objects.filter(kind="lost").count() == 1
    assert _offenders() == []


def test_news_of_several_ages_at_once_end_the_same(paid):
    ages = [DisputeState.OPEN, DisputeState.WON, DisputeState.OPEN]

    answers = race(len(ages), lambda n: _told(paid[0], ages[n]))

    assert answers == [DONE] * len(ages)
    assert Dispute.objects.get().state == DisputeState.WON
    assert not Refund.objects.exists()
    assert _offenders() == []


def _told_unguarded(payment):
    unguarded()
    add = services.add

    def late(row):
        time.sleep(SECONDS)
        return add(row)

    services.add = late
    return _told(payment)


def test_the_constraint_alone_refuses_a_second_one(paid):
    """The proof can fail: without the lock both look, and find none."""
    answers = race(2, lambda _n: _told_unguarded(paid[0]))

    assert answers.count(DONE) <= 1
    assert set(answers) <= {DONE, BY_CONSTRAINT, LOCKED_OUT}


def _end(order):
    by = {"now": NOON, "actor": "mei", "reason": "lost"}
    return _tried(lambda: services.take_back_after_loss(order, **by))


def test_an_order_that_lost_is_ended_once(paid):
    _told(paid[0])

    answers = race(AT_ONCE, lambda _n: _end(paid[1]))

    assert answers.count(DONE) == 1
    assert LOCKED_OUT not in answers
    assert Movement.objects.filter(kind="return").count() == 1
    assert _offenders() == []


def _taken_back(order):
    by = {"now": NOON, "actor": "mei", "reason": "ill"}
    return _tried(lambda: return_order(order, **by))


def test_the_desk_and_the_bank_do_not_both_take_the_money(paid):
    acts = (lambda: _told(paid[0]), lambda: _taken_back(paid[1]))

    answers = race(2, lambda n: acts[n]())

    assert answers[0] == DONE
    assert answers[1] in {DONE, "too_much_back"}
    assert sum(refund.amount for refund in Refund.objects.all()) == 200
    assert _offenders() == []


def _slowly(act):
    """Without locks, and with a break after looking at what is left."""
    unguarded()
    for room in (refunds, services):
        _slow_to_look(room)
    return act()


def _slow_to_look(room):
    look = room.left_of

    def late(*args, **told):
        left = look(*args, **told)
        time.sleep(SECONDS)
        return left

    room.left_of = late


def test_without_locks_both_of_them_take_it(paid):
    """The proof can fail: more goes back than came."""
    acts = (lambda: _told(paid[0]), lambda: _taken_back(paid[1]))

    race(2, lambda n: _slowly(acts[n]))

    assert _offenders() != []
