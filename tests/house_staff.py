"""A furnished house and its staff, each with a browser."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.db import transaction
from django.test import Client, override_settings
from django.utils import translation

from starter.roles import ADMINISTRATORS, EDITORS, ORDER_DESK
from tests.factories import UserFactory
from tests.made_once import made_once


@pytest.fixture(scope="module")
def furnished_once(django_db_setup, django_db_blocker, tmp_path_factory):
    """What `furnished` makes, in a transaction around those of a module's tests."""
    keys = tmp_path_factory.mktemp("furnished") / "keys"
    with (
        django_db_blocker.unblock(),
        transaction.atomic(),
        override_settings(MARQUEE_KEYS=keys),
        translation.override("en"),
    ):
        call_command("setup_house", empty=True, verbosity=0)
        yield keys
        transaction.set_rollback(True)


@pytest.fixture
def furnished(request, db, settings, tmp_path):
    """What every house starts with, without logins."""
    settings.MARQUEE_KEYS = made_once(request, "furnished") or tmp_path / "keys"
    if not made_once(request, "furnished"):
        call_command("setup_house", empty=True, verbosity=0)


def client_of(group="", **fields):
    user = UserFactory(**fields)
    if group:
        user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def editor(furnished):
    return client_of(EDITORS)


@pytest.fixture
def desk(furnished):
    return client_of(ORDER_DESK)


@pytest.fixture
def administrator(furnished):
    return client_of(ADMINISTRATORS)


@pytest.fixture
def superuser(furnished):
    return client_of(is_superuser=True, is_staff=True)


@pytest.fixture
def member(furnished):
    return client_of()
