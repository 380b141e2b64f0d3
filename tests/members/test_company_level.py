"""A company's people buy at its level."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from members.acting import keep_account
from members.levels import end_membership, give_level, join_at_once, level_of
from members.models import Account, AccountKind
from members.services import personal_account
from tests.checkout.shop import text_of
from tests.factories import NOON, AccountFactory, UserFactory, offered_performance
from tests.members.levels import first_level, make_level, tenth
from tests.rush.shop import held, order_of, places_of

pytestmark = pytest.mark.django_db


def company_of(*people, name="Lantern Ltd", kind=AccountKind.CORPORATE):
    return keep_account(Account(kind=kind, name=name), people)


def _given(level, *people, now=NOON, **fields):
    company = company_of(*people, **fields)
    since = now - timedelta(hours=1)
    return company, give_level(company, level, ends_at=None, now=since)


def test_two_people_of_a_company_have_its_level():
    level, people = make_level("corporate"), [UserFactory(), UserFactory()]
    accounts = [personal_account(user).pk for user in people]
    _given(level, *people)
    assert [level_of(pk, NOON) for pk in accounts] == [level, level]
    assert level_of(personal_account(UserFactory()).pk, NOON) is None


def test_it_ends_with_the_company_and_with_leaving_it():
    first, level = first_level(), make_level("corporate")
    ada, bob = UserFactory(), UserFactory()
    mine, his = personal_account(ada).pk, personal_account(bob).pk
    company, given = _given(level, ada, bob)
    keep_account(company, [bob])
    assert (level_of(mine, NOON), level_of(his, NOON)) == (first, level)
    end_membership(given, now=NOON)
    assert level_of(his, NOON) == first


def test_a_level_of_ones_own_goes_before():
    level, vip, user = make_level("corporate"), make_level(), UserFactory()
    _given(level, user)
    account = personal_account(user)
    join_at_once(account, vip, now=NOON)
    assert level_of(account.pk, NOON) == vip


def test_an_agency_hands_its_level_to_nobody():
    level, user = make_level("corporate"), UserFactory()
    agency, _membership = _given(level, user, kind=AccountKind.AGENCY)
    assert level_of(personal_account(user).pk, NOON) is None
    assert level_of(agency.pk, NOON) == level


def test_one_company_has_nothing_of_another():
    level, user = make_level("corporate"), UserFactory()
    _given(level, user)
    other = company_of(user, name="Other Ltd")
    assert level_of(other.pk, NOON) is None


@pytest.mark.usefixtures("house")
def test_whose_it_is_takes_one_query():
    level, user = make_level("corporate"), UserFactory()
    account = personal_account(user).pk
    for number in range(3):
        _given(level, user, name=f"Company {number}")
    level_of(account, NOON)
    with CaptureQueriesContext(connection) as seen:
        level_of(account, NOON)
    assert len(seen) == 1


@pytest.mark.usefixtures("shop")
def test_they_buy_at_its_price():
    user, performance = UserFactory(), offered_performance()
    _given(tenth(), user)
    cart = held(performance, places_of(performance), account=personal_account(user))
    assert order_of(cart).total == Decimal(90)


@pytest.mark.usefixtures("house")
def test_the_page_says_whose_level_it_is(client):
    level, user = make_level("corporate", name_en="Corporate"), UserFactory()
    _given(level, user, now=timezone.now())
    client.force_login(user)
    page = text_of(client.get(reverse("checkout:membership")))
    assert "You buy at the level Corporate of Lantern Ltd" in page
    client.force_login(UserFactory())
    assert "Lantern" not in text_of(client.get(reverse("checkout:membership")))


def test_the_own_account_of_a_company_keeps_its_level():
    level = make_level("corporate")
    company, _membership = _given(level)
    assert level_of(company.pk, NOON) == level
    assert level_of(AccountFactory(kind="person").pk, NOON) is None
