"""Points at the desk: given and taken, with a reason."""

import pytest
from django.urls import reverse

from ground.once import new_key
from members.models import PointEntry
from members.points import points_of
from members.services import personal_account
from tests.checkout.shop import text_of
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
ADD, LIST = "desk-point-add", "members_pointentry_modeladmin_index"


@pytest.fixture
def staff(client, django_user_model):
    user = django_user_model.objects.create_superuser("chief@example.org", "pw")
    client.force_login(user)
    return client


def _fields(user, **changes):
    fields = {"member": user.email, "way": "award", "amount": "50", "once": new_key()}
    return {**fields, "reason": "Found a lost child", **changes}


def test_points_are_given_once_and_listed(staff):
    user = UserFactory()
    fields = _fields(user)

    for _press in range(2):
        assert staff.post(reverse(ADD), fields).status_code == 302

    assert points_of(personal_account(user)) == 50
    page = text_of(staff.get(reverse(LIST)))
    assert "+50" in page
    assert "Found a lost child" in page


def test_no_more_is_taken_than_the_member_has(staff):
    user = UserFactory()
    staff.post(reverse(ADD), _fields(user))

    answer = staff.post(reverse(ADD), _fields(user, way="take", amount="51"))
    assert answer.status_code == 422
    assert "the member has 50" in text_of(answer)

    staff.post(reverse(ADD), _fields(user, way="take", amount="20"))
    assert points_of(personal_account(user)) == 30
    page = text_of(staff.get(reverse(LIST)))
    assert "−20" in page
    assert "The house" in page
    assert "Give or take points" in page


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("amount", "0", "greater than or equal to 1"),
        ("amount", "1000001", "less than or equal to 1000000"),
        ("reason", "", "required"),
        ("member", "nobody@example.org", "No member has proved this address."),
    ],
)
def test_what_can_not_be_is_refused(staff, field, value, told):
    answer = staff.post(reverse(ADD), _fields(UserFactory(), **{field: value}))

    assert answer.status_code == 422
    assert told in text_of(answer)
    assert not PointEntry.objects.exists()
