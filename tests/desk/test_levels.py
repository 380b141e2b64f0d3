"""Levels at the desk: made, changed, given, never lost."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from members.levels import level_of
from members.models import Account, Level, Membership
from members.services import personal_account
from tests.checkout.shop import text_of
from tests.factories import ShowKindFactory, UserFactory
from tests.members.levels import make_level, member_now
from ticketing.offers.level_discounts import discounts_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]


@pytest.fixture
def staff(client, django_user_model):
    user = django_user_model.objects.create_superuser("chief@example.org", "pw")
    client.force_login(user)
    return client


def _fields(**changes):
    fields = {
        "name_en": "VIP",
        "code": "vip",
        "position": "2",
        "fee": "388",
        "months": "12",
        "grace_days": "14",
        "presale_hours": "48",
        "percent_off": "10",
        "is_open": "on",
    }
    return {**fields, **changes}


def test_a_level_is_made_with_its_shares(staff):
    drama, sport = ShowKindFactory(), ShowKindFactory(code="sport", name_en="Sport")
    shares = {f"kind_{drama.pk}": "20", f"kind_{sport.pk}": ""}

    answer = staff.post(reverse("desk-level-add"), _fields(**shares))

    assert answer.status_code == 302
    level = Level.objects.get()
    assert (level.fee, level.percent_off) == (Decimal(388), Decimal(10))
    assert discounts_of(level.pk) == ((drama.pk, Decimal(20)),)
    again = staff.get(reverse("desk-level", args=[level.pk]))
    assert 'value="20.00"' in again.content.decode()


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("fee", "-1", "greater than or equal to 0"),
        ("fee", "1.005", "digits after the point"),
        ("percent_off", "101", "less than or equal to 100"),
        ("name_en", "", "at least one language"),
        ("months", "0", "greater than or equal to 1"),
    ],
)
def test_what_can_not_be_is_refused(staff, field, value, told):
    answer = staff.post(reverse("desk-level-add"), _fields(**{field: value}))
    assert answer.status_code == 422
    assert told in text_of(answer)
    assert not Level.objects.exists()


def test_a_level_in_use_can_not_be_deleted(staff):
    vip, spare = make_level(), make_level("spare", name_en="Spare")
    member_now(vip)
    answer = staff.post(reverse("desk-level-delete", args=[vip.pk]), follow=True)
    assert "“VIP” can’t be deleted: memberships or orders name it (1)." in text_of(
        answer
    )
    staff.post(reverse("desk-level-delete", args=[spare.pk]))
    assert list(Level.objects.all()) == [vip]


def test_a_member_is_given_a_level_for_its_period(staff):
    vip, user = make_level(months=12), UserFactory()

    answer = staff.post(
        reverse("desk-membership-add"), {"member": user.email.upper(), "level": vip.pk}
    )

    assert answer.status_code == 302
    given = Membership.objects.get()
    assert given.account == personal_account(user)
    assert given.ends_at.year == given.begins_at.year + 1


def test_a_company_is_given_a_level(staff):
    company = Account.objects.create(kind="corporate", name="Lanterns Ltd")
    level = make_level("corporate")
    staff.post(
        reverse("desk-membership-add"), {"company": company.pk, "level": level.pk}
    )
    assert level_of(company.pk, timezone.now()) == level


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({}, "one of the two"),
        ({"member": "nobody@example.org"}, "No member has proved this address"),
        ({"ends_at": "2020-01-01T10:00"}, "This moment is over"),
    ],
)
def test_whom_it_is_for_is_looked_at(staff, fields, told):
    level = make_level()
    answer = staff.post(reverse("desk-membership-add"), {"level": level.pk, **fields})
    assert answer.status_code == 422
    assert told in text_of(answer)


def test_a_level_ends_when_the_desk_says(staff):
    _user, account = member_now(make_level())
    mine = Membership.objects.get()
    address = reverse("desk-membership", args=[mine.pk])
    later = timezone.now() + timedelta(days=3)
    staff.post(address, {"ends_at": f"{later:%Y-%m-%dT%H:%M}"})
    assert Membership.objects.get().ends_at is not None

    staff.post(address, {"ends_now": "on"})

    assert level_of(account.pk, timezone.now()) is None
    assert staff.get(address).status_code == 404


def test_the_tables_tell_of_them(staff):
    member_now(make_level(fee=Decimal(388)))
    assert "¥388.00" in text_of(staff.get(reverse("members_level_modeladmin_index")))
    table = text_of(staff.get(reverse("members_membership_modeladmin_index")))
    assert "VIP" in table
