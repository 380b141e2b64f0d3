"""The page on which a level is chosen."""

from decimal import Decimal

import pytest
from django.urls import reverse

from members.models import Membership
from members.services import personal_account
from tests.checkout.shop import text_of
from tests.factories import ShowKindFactory, UserFactory
from tests.members.levels import first_level, make_level, member_now
from ticketing.offers.level_discounts import keep_discounts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
PAGE = "checkout:membership"


def _join(client, code):
    return client.post(reverse("checkout:membership-join", args=[code]))


def test_a_house_without_levels_has_no_such_page(client):
    assert client.get(reverse(PAGE)).status_code == 404


def test_each_level_says_what_it_gives_and_costs(client):
    first_level()
    vip = make_level(
        fee=Decimal(388),
        months=12,
        percent_off=Decimal(10),
        presale_hours=48,
        most_places=40,
        free_delivery=True,
        text_en="A drink in the interval\nA programme",
        text_zh_hans="赠饮一杯",
    )
    keep_discounts(vip, {ShowKindFactory().pk: Decimal("12.5")})
    make_level("secret", name_en="Not for sale", is_open=False)

    page = text_of(client.get(reverse(PAGE)))

    for told in (
        "¥388.00 for 1 year",
        "12.5% off: Drama",
        "10% off all other tickets",
        "Choose your places 2 days before the sale opens",
        "Up to 40 places in one order",
        "Tickets are delivered free of charge",
        "A drink in the interval A programme",
        "Sign in to join",
    ):
        assert told in page
    assert "Not for sale" not in page
    chinese = text_of(client.get(reverse(PAGE).replace("/en/", "/zh-hans/")))
    assert "贵宾" in chinese
    assert "赠饮一杯" in chinese


def test_a_free_level_is_joined_by_a_press(client):
    first_level()
    friends = make_level("friends", name_en="Friends", months=6)
    user = UserFactory()
    client.force_login(user)
    assert "Your level: Ordinary ." in text_of(client.get(reverse(PAGE)))

    answer = _join(client, "friends")

    assert answer.status_code == 302
    page = text_of(client.get(answer.url))
    assert "“Friends” is your level now." in page
    assert "Your level: Friends ." in page
    mine = Membership.objects.get()
    assert (mine.level, mine.account) == (friends, personal_account(user))


@pytest.mark.parametrize(
    "fields", [{"fee": Decimal(1)}, {"needs_approval": True}, {"is_open": False}]
)
def test_other_levels_are_refused_with_a_sentence(client, fields):
    first_level()
    make_level(**fields)
    client.force_login(UserFactory())

    answer = _join(client, "vip")

    assert answer.status_code == 422
    assert "“VIP” can’t be joined" in text_of(answer)
    assert not Membership.objects.exists()


def test_who_is_not_signed_in_is_asked_to(client):
    make_level("friends")
    assert "/accounts/login/" in _join(client, "friends").url
    assert _join(client, "nothing").status_code == 302
    client.force_login(UserFactory())
    assert _join(client, "nothing").status_code == 404


def test_a_closed_level_is_still_seen_by_who_has_it(client):
    vip = make_level(is_open=False)
    user, _account = member_now(vip)
    client.force_login(user)
    assert "Your level: VIP ." in text_of(client.get(reverse(PAGE)))
