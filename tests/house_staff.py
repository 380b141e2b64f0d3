"""A furnished house and its staff, each with a browser."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.test import Client

from starter.roles import ADMINISTRATORS, EDITORS, ORDER_DESK
from tests.factories import UserFactory


@pytest.fixture
def furnished(db, settings, tmp_path):
    """What every house starts with, without logins."""
    settings.MARQUEE_KEYS = tmp_path / "keys"
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
