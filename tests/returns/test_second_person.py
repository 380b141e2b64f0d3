"""Above the house's limit money goes back by the word of two."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from reports.checking import check_invariants
from tests.factories import NOON, UserFactory
from tests.returns.exchanging import order_and_other
from tests.returns.making import line_ids, paid_order
from ticketing.desk.models import AskedReturn, AskedState
from ticketing.desk.returns.errors import (
    NotYourOwnRequest,
    RequestDecided,
    WaitsForAnother,
)
from ticketing.desk.returns.second_person import (
    Wish,
    ask_or_take_back,
    confirm,
    refuse,
)
from ticketing.payments.models import Refund
from ticketing.returns.errors import TicketsGone
from ticketing.returns.services import take_tickets_back

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(house):
    """Two of the desk, in a house where one gives back 150 alone."""
    house.alone_most = Decimal(150)
    house.save()
    return UserFactory(), UserFactory()


@pytest.fixture
def order(people):
    """Three tickets at 100, paid."""
    return paid_order()


def ask(order, by, lines=(), fee="0"):
    wish = Wish("ill", lines, Decimal(fee))
    return ask_or_take_back(order, wish, by=by, now=NOON)


def test_below_the_limit_one_is_enough(order, people):
    ask(order, people[0], line_ids(order)[:1])

    assert Refund.objects.get().amount == 100
    assert not AskedReturn.objects.exists()


def test_above_it_nothing_happens_until_another_confirms(order, people):
    ada, bo = people
    asked = ask(order, ada, line_ids(order)[:2], fee="10")

    assert (asked.amount, asked.state) == (180, AskedState.ASKED)
    assert not Refund.objects.exists()
    assert order.lines.live().count() == 3
    with pytest.raises(NotYourOwnRequest):
        confirm(asked.pk, by=ada, now=NOON)

    confirm(asked.pk, by=bo, now=NOON)

    assert Refund.objects.get().amount == 180
    assert order.lines.filter(state="returned").count() == 2
    assert not check_invariants(now=NOON).offenders
    with pytest.raises(RequestDecided):
        confirm(asked.pk, by=bo, now=NOON)
    assert Refund.objects.count() == 1


def test_ticket_by_ticket_nobody_stays_below(order, people):
    first, second, _third = line_ids(order)
    ask(order, people[0], [first])

    assert ask(order, people[0], [second]).state == AskedState.ASKED


def test_what_is_above_it_by_a_whole_order_waits_too(order, people):
    asked = ask(order, people[0])

    confirm(asked.pk, by=people[1], now=NOON)

    order.refresh_from_db()
    assert order.phase == "refunded"
    assert Refund.objects.get().amount == 300


def test_only_one_thing_waits_for_an_order(order, people):
    ask(order, people[0])

    with pytest.raises(WaitsForAnother):
        ask(order, people[1], line_ids(order))


def test_refused_is_decided_and_leaves_everything(order, people):
    asked = ask(order, people[0])

    refuse(asked.pk, note="call her", by=people[1], now=NOON)

    asked.refresh_from_db()
    assert (asked.state, asked.note) == (AskedState.REFUSED, "call her")
    with pytest.raises(RequestDecided):
        confirm(asked.pk, by=people[1], now=NOON)
    assert not Refund.objects.exists()


def test_what_is_gone_meanwhile_still_waits(order, people):
    asked = ask(order, people[0], line_ids(order)[:2])
    take_tickets_back(
        order.pk,
        line_ids(order)[:1],
        fee=Decimal(0),
        reason="",
        now=NOON,
        actor="buyer",
    )

    with pytest.raises(TicketsGone):
        confirm(asked.pk, by=people[1], now=NOON)

    asked.refresh_from_db()
    assert asked.state == AskedState.ASKED


def test_the_database_lets_nobody_confirm_their_own(order, people):
    asked = ask(order, people[0])

    with pytest.raises(IntegrityError), transaction.atomic():
        AskedReturn.objects.filter(pk=asked.pk).update(
            state=AskedState.DONE, decided_by=people[0]
        )


def test_a_house_without_a_limit_asks_nobody(order, people, house):
    house.alone_most = None
    house.save()

    ask(order, people[0])

    assert Refund.objects.get().amount == 300


def test_the_screens_lead_from_the_question_to_the_answer(order, people, desk, client):
    question = reverse("desk-order-refund", args=[order.pk])
    said = desk.post(question, {"reason": "ill"}, follow=True).content.decode()
    assert "a second person confirms it" in said
    asked = AskedReturn.objects.get()
    page = reverse("desk-asked-return", args=[asked.pk])
    mine = desk.get(page).content.decode()
    assert "somebody else confirms it" in mine
    assert 'value="confirm"' not in mine
    own = desk.post(page, {"act": "confirm"})
    assert own.status_code == 422
    other = UserFactory(is_staff=True, is_superuser=True)
    client.force_login(other)
    home = client.get(reverse("wagtailadmin_home")).content.decode()
    assert reverse("desk-asked-returns") in home
    assert order.number in client.get(reverse("desk-asked-returns")).content.decode()

    answer = client.post(page, {"act": "confirm"}, follow=True)

    assert "Confirmed" in answer.content.decode()
    order.refresh_from_db()
    assert order.phase == "refunded"
    assert client.get(page).status_code == 200


@pytest.mark.parametrize(("most", "status"), [(30, 422), (35, 302), (None, 302)])
def test_an_exchange_gives_no_more_back_than_one_may(people, desk, house, most, status):
    house.alone_most = most
    house.save()
    order, other = order_and_other(prices=("100", "60"), now=timezone.now())
    wish = {
        "lines": line_ids(order)[:1],
        "target": other.tiers.get().pk,
        "fee": "5",
        "key": "x" * 22,
        "reason": "The wrong evening was sold",
    }

    answer = desk.post(reverse("desk-order-exchange", args=[order.pk]), wish)

    assert answer.status_code == status
    back = Refund.objects.filter(carried_to=None)
    assert [refund.amount for refund in back] == ([35] if status == 302 else [])
    assert not check_invariants(now=timezone.now()).offenders
