"""Agencies' accounts: made, named, and given the people who act for them."""

import pytest
from django.urls import reverse

from members.models import Account, AccountUser
from tests.desk.filled import fill
from tests.factories import AccountFactory, UserFactory

NEW = reverse("desk-account-add")
TABLE = reverse("members_account_modeladmin_index")


@pytest.fixture
def agency(furnished):
    return AccountFactory(kind="agency", name="Stage Door")


def address(account):
    return reverse("desk-account", args=[account.pk])


def emails(account):
    return set(account.users.values_list("email", flat=True))


def test_an_agency_is_made_with_its_people(administrator):
    ada, bo = UserFactory(), UserFactory()
    people = f"{ada.email.upper()}\n\n {bo.email} \n"

    answer = fill(administrator, NEW, name="Stage Door", people=people)

    made = Account.objects.get(name="Stage Door")
    assert answer.url == TABLE
    assert made.kind == "agency"
    assert emails(made) == {ada.email, bo.email}
    assert b"Stage Door" in administrator.get(TABLE).content


def test_it_is_renamed_and_its_people_change(administrator, agency):
    stays, goes, comes = UserFactory.create_batch(3)
    for user, role in ((stays, "owner"), (goes, "buyer")):
        AccountUser.objects.create(account=agency, user=user, role=role)

    fill(
        administrator,
        address(agency),
        name="Box 7",
        people=f"{stays.email}\n{comes.email}",
    )

    agency.refresh_from_db()
    assert agency.name == "Box 7"
    roles = dict(AccountUser.objects.filter(account=agency).values_list("user", "role"))
    assert roles == {stays.pk: "owner", comes.pk: "buyer"}


def test_who_has_not_signed_up_is_named(administrator, agency):
    answer = fill(administrator, address(agency), people="nobody@example.org")

    assert answer.status_code == 422
    assert "nobody@example.org" in answer.content.decode()
    assert emails(agency) == set()


def test_a_persons_own_account_is_no_agency(administrator):
    own = AccountFactory(kind="person")

    assert administrator.get(address(own)).status_code == 404
    assert administrator.post(NEW, {"kind": "person", "name": "X"}).status_code == 422
    assert address(own) not in administrator.get(TABLE).content.decode()


def test_the_desk_looks_and_changes_nothing(desk, agency):
    page = desk.get(TABLE).content.decode()

    assert "Stage Door" in page
    assert address(agency) not in page
    assert desk.post(NEW, {"kind": "agency", "name": "X"}).status_code in (302, 403)
    assert not Account.objects.filter(name="X").exists()
