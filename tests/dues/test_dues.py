"""A level is paid like everything else, and holds for what was paid."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from members.errors import LevelAsksFirst, LevelClosed, LevelHasThat, LevelInUse
from members.levels import (
    delete_level,
    give_level,
    level_of,
    may_pay,
    membership_of,
    months_later,
)
from members.models import Membership
from members.services import personal_account
from reports.checking import check_invariants
from tests.checkout import shop
from tests.desk.filled import fields_of
from tests.factories import NOON, AccountFactory, UserFactory
from tests.members.levels import first_level, make_level, member_at, member_now
from ticketing.dues.models import Due
from ticketing.orders.models import Order
from ticketing.orders.phases import Phase
from ticketing.orders.services import cancel_unpaid
from ticketing.payments.earning import earn_played
from ticketing.payments.models import Entry
from ticketing.returns.whole_orders import take_order_back

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


@pytest.fixture
def vip():
    first_level()
    return make_level(fee=Decimal(388), months=12)


@pytest.fixture
def user(client, vip):
    user = UserFactory(first_name="Ada")
    client.force_login(user)
    return user


def page_of(level):
    return reverse("checkout:membership-pay", args=[level.code])


def asked(client, level, **fields):
    data = fields_of(client.get(page_of(level)))
    return data | {"method": "sandbox", "terms": "on", "name": "Ada"} | fields


def paid(client, level):
    """Order a period and pay it at the sandbox."""
    bank = client.post(page_of(level), asked(client, level))
    assert bank.status_code == 302, shop.text_of(bank)
    client.get(client.post(bank.url, {"act": "approve"}).url)
    return Order.objects.latest("pk")


def sums():
    found = {}
    for account, amount in Entry.objects.values_list("ledger_account", "amount"):
        found[account] = found.get(account, 0) + amount
    return {account: amount for account, amount in found.items() if amount}


def test_who_pays_has_the_level_for_its_period(client, vip, user):
    account = personal_account(user)
    before = level_of(account.pk, timezone.now())

    order = paid(client, vip)

    assert before.is_first
    assert (order.phase, order.total) == (Phase.PAID, Decimal(388))
    mine = membership_of(account.pk, timezone.now())
    assert mine.level == vip
    assert mine.ends_at == months_later(mine.begins_at, 12)
    page = shop.text_of(client.get(f"/en/orders/{order.number}/{order.secret}/"))
    assert "Your membership is paid." in page
    assert "Membership: VIP" in page
    assert "Membership: VIP" in shop.text_of(client.get(reverse("checkout:account")))
    assert check_invariants(now=timezone.now()).offenders == []


def test_it_is_income_at_once(client, vip, user):
    paid(client, vip)
    earn_played(now=timezone.now())
    assert sums() == {"money": 388, "income": -388}


def test_an_unpaid_due_gives_nothing(client, vip, user):
    client.post(page_of(vip), asked(client, vip))
    order = Order.objects.get()
    with pytest.raises(LevelInUse):
        delete_level(vip)
    assert not Membership.objects.exists()
    page = shop.text_of(client.get(f"/en/orders/{order.number}/{order.secret}/"))
    assert "The places are kept" not in page

    cancel_unpaid(order.pk, now=timezone.now(), actor="test", reason="asked")

    assert not Membership.objects.exists()


def test_the_form_sent_twice_is_one_order(client, vip, user):
    data = asked(client, vip)
    for _ in range(2):
        assert client.post(page_of(vip), data).status_code == 302
    assert Order.objects.count() == Due.objects.count() == 1


def test_a_renewal_is_added_to_the_time_there_is(client, vip, user):
    account = personal_account(user)
    paid(client, vip)
    first = membership_of(account.pk, timezone.now())
    assert "added to the time" in shop.text_of(client.get(page_of(vip)))

    paid(client, vip)

    mine = membership_of(account.pk, timezone.now())
    assert mine == first
    assert mine.ends_at == months_later(first.begins_at, 24)


def test_money_back_takes_the_period_back_and_no_other(client, vip, user):
    account = personal_account(user)
    first, second = paid(client, vip), paid(client, vip)
    begins_at = membership_of(account.pk, timezone.now()).begins_at

    take_order_back(first.pk, reason="asked", actor="test", now=timezone.now())
    assert membership_of(account.pk, timezone.now()).ends_at == months_later(
        begins_at, 12
    )
    take_order_back(second.pk, reason="asked", actor="test", now=timezone.now())

    assert level_of(account.pk, timezone.now()).is_first
    assert check_invariants(now=timezone.now()).offenders == []


def test_what_was_given_since_stays_when_money_goes_back(client, vip, user):
    account, now = personal_account(user), timezone.now()
    order = paid(client, vip)
    gold = make_level("gold")
    give_level(account, gold, ends_at=None, now=now + timedelta(minutes=1))

    take_order_back(order.pk, reason="asked", actor="test", now=timezone.now())

    assert level_of(account.pk, now + timedelta(hours=1)) == gold


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({}, LevelAsksFirst),
        ({"fee": Decimal(5), "needs_approval": True}, LevelAsksFirst),
        ({"fee": Decimal(5), "is_open": False}, LevelClosed),
    ],
)
def test_some_levels_are_not_to_be_bought(fields, refusal):
    level = make_level("other", **fields)
    with pytest.raises(refusal):
        may_pay(AccountFactory(kind="person"), level, now=NOON)


def test_who_has_a_closed_level_can_go_on_with_it():
    level = make_level("old", fee=Decimal(5), is_open=False, needs_approval=True)
    _user, account = member_at(level, days=9)
    may_pay(account, level, now=NOON)
    _user, for_ever = member_at(level)
    with pytest.raises(LevelHasThat):
        may_pay(for_ever, level, now=NOON)


def test_pages_refuse_with_a_sentence(client, vip, user):
    answer = client.post(page_of(vip), asked(client, vip, terms="", method=""))
    assert answer.status_code == 422
    page = shop.text_of(answer)
    assert "Accept the terms of sale to go on." in page
    assert "Choose how to pay." in page
    closed = make_level("closed", fee=Decimal(5), is_open=False)
    assert client.get(page_of(closed)).status_code == 422
    assert client.get("/en/membership/nothing/pay/").status_code == 404
    assert not Order.objects.exists()


def test_the_level_page_leads_to_paying(client, vip, user):
    text = client.get(reverse("checkout:membership")).content.decode()
    assert page_of(vip) in text
    paid(client, vip)
    page = shop.text_of(client.get(reverse("checkout:membership")))
    assert "Renew" in page
    assert (
        f"{membership_of(personal_account(user).pk, timezone.now()).ends_at:%Y}."
        in page
    )
    client.force_login(member_now(make_level("free"))[0])
    told = client.get(page_of(vip))
    assert "Your present level ends then." in shop.text_of(told)


def test_paying_needs_a_person(client, vip):
    answer = client.get(page_of(vip))
    assert answer.status_code == 302
    assert "/accounts/login/" in answer.url
