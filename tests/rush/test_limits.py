"""One order and one person have no more places than a performance allows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ground.keeping import forget_all
from tests.factories import NOON, offered_performance
from tests.rush.shop import held, order_of, places_of
from ticketing.checkout.carts import choose_places, new_cart
from ticketing.orders.models import Order
from ticketing.orders.services import cancel_unpaid, expire
from ticketing.payments.services import record_capture
from ticketing.rush.buyers import one_email, one_phone
from ticketing.rush.errors import LimitReached, TooManyOfThis
from ticketing.rush.models import LimitSlot, RushRules, the_rules

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("shop")]


@pytest.fixture
def limited():
    return offered_performance(most_per_buyer=3, most_per_order=2)


def _order(performance, places, **buyer):
    return order_of(held(performance, places), **buyer)


def test_one_order_has_no_more_than_the_performance_allows(limited):
    with pytest.raises(TooManyOfThis) as refusal:
        _order(limited, places_of(limited, 0, 3))

    assert "2 places" in str(refusal.value)
    assert not limited.places.exclude(state="free").exists()


def test_adding_to_the_basket_counts_what_is_in_it(limited):
    cart = new_cart(currency="CNY", language="en")
    choose_places(cart, limited.pk, places_of(limited, 0, 2), now=NOON)

    with pytest.raises(TooManyOfThis):
        choose_places(cart, limited.pk, places_of(limited, 2, 1), now=NOON)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"email": "ada.king@gmail.com"}, {"email": "AdaKing+two@GoogleMail.com"}),
        (
            {"email": "a@example.org", "phone": "138 0013 8000"},
            {"email": "b@example.org", "phone": "+86 138-0013-8000"},
        ),
    ],
)
def test_a_person_is_known_again_over_orders(limited, first, second):
    _order(limited, places_of(limited, 0, 2), **first)

    with pytest.raises(LimitReached):
        _order(limited, places_of(limited, 2, 2), **second)

    assert Order.objects.count() == 1
    _order(limited, places_of(limited, 4, 1), **second)


def test_another_person_has_a_limit_of_their_own(limited):
    _order(limited, places_of(limited, 0, 2))
    _order(limited, places_of(limited, 2, 2), email="grace@example.org")

    assert Order.objects.count() == 2


def test_an_order_that_ends_gives_its_places_back_to_the_limit(limited):
    first = _order(limited, places_of(limited, 0, 2))
    cancel_unpaid(first.pk, now=NOON, actor="", reason="")

    _order(limited, places_of(limited, 0, 2))
    _order(limited, places_of(limited, 2, 1))

    assert LimitSlot.objects.filter(n__gt=0).count() == 3


def test_money_that_comes_late_buys_no_more_than_the_limit(limited):
    late = _order(limited, places_of(limited, 0, 2))
    later = NOON + timedelta(hours=1)
    expire(late.pk, now=later)
    _order(limited, places_of(limited, 2, 2))

    record_capture(late.payments.get(), reference=None, now=later)

    late.refresh_from_db()
    assert late.phase == "expired"
    assert late.refunds.count() == 1


def test_a_lower_limit_holds_from_the_next_order_on(limited):
    _order(limited, places_of(limited, 0, 2))
    limited.most_per_buyer = 1
    limited.save()
    forget_all()

    with pytest.raises(LimitReached):
        _order(limited, places_of(limited, 2, 1))


def test_without_limits_nothing_more_is_asked():
    def statements(**limits):
        performance = offered_performance(**limits)
        the_rules()
        with CaptureQueriesContext(connection) as captured:
            _order(performance, places_of(performance, 0, 1))
        return [q["sql"] for q in captured if "rush_" in q["sql"]]

    assert statements() == []
    assert len(statements(most_per_buyer=4)) == 4


def test_only_hashes_are_kept(limited):
    _order(limited, places_of(limited, 0, 1), phone="13800138000")

    kept = " ".join(LimitSlot.objects.values_list("key_hash", flat=True))
    assert "ada" not in kept
    assert "138001" not in kept


@pytest.mark.parametrize(
    ("written", "one"),
    [
        ("13800138000", "8613800138000"),
        ("+86 138 0013 8000", "8613800138000"),
        ("0086-13800138000", "8613800138000"),
        ("8613800138000", "8613800138000"),
        ("021 6218 8888", "862162188888"),
        (
            "\uff11\uff13\uff18\uff10\uff10\uff11\uff13\uff18\uff10\uff10\uff10",
            "8613800138000",
        ),
        ("+44 20 7946 0958", "442079460958"),
        ("none", ""),
    ],
)
def test_one_number_in_many_hands(written, one):
    assert one_phone(written, RushRules()) == one


@pytest.mark.parametrize(
    ("written", "one"),
    [
        ("Ada@Example.ORG", "ada@example.org"),
        ("ada+theatre@example.org", "ada@example.org"),
        ("a.da@example.org", "a.da@example.org"),
        ("a.d.a@gmail.com", "ada@gmail.com"),
        ("+@example.org", "+@example.org"),
    ],
)
def test_one_mailbox_in_many_hands(written, one):
    assert one_email(written, RushRules()) == one


def test_a_house_can_let_dots_count():
    rules = RushRules(dots_count=True)

    assert one_email("a.da@gmail.com", rules) == "a.da@gmail.com"
