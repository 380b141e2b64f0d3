"""The index follows offers: made, changed, begun and ended by the clock."""

from datetime import timedelta

import pytest
from django.utils import timezone

from search.following.offers import shows_with_passing_offers
from search.tasks import follow
from search.tree import Filed, Label
from tests.checkout import shop
from tests.offers.making import offer
from ticketing.offers.kinds import OfferKind

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
ON_OFFER = (Filed(Label.TRAIT, ("offer",)),)


@pytest.fixture
def on_offer(indexed, found):
    """Brings the index up to date; the shows that it says are on offer."""
    indexed()
    follow.call()

    def look():
        follow.call()
        return set(found("", always=ON_OFFER))

    return look


def key(performance):
    return f"show:{performance.show_id}"


def test_a_show_is_found_by_its_offer_while_it_is_active(on_offer):
    one, other = shop.now_on_sale(seats=2), shop.now_on_sale(seats=2)
    made = offer(shows=[one.show])
    assert on_offer() == {key(one)}

    made.shows.set([other.show])
    assert on_offer() == {key(other)}

    made.is_active = False
    made.save()
    assert on_offer() == set()


def test_an_offer_for_one_date_is_found_by_its_show(on_offer):
    one = shop.now_on_sale(seats=2)
    shop.now_on_sale(seats=2)
    offer(performances=[one])

    assert on_offer() == {key(one)}


def test_an_offer_for_everything_that_is_narrowed_leaves_the_others(on_offer):
    one, other = shop.now_on_sale(seats=2), shop.now_on_sale(seats=2)
    made = offer()
    assert on_offer() == {key(one), key(other)}

    made.shows.set([one.show])

    assert on_offer() == {key(one)}


def test_what_begins_and_ends_by_the_clock_touches_its_shows():
    now = timezone.now()
    one = shop.now_on_sale(seats=2)
    shop.now_on_sale(seats=2)
    begun = offer(shows=[one.show], valid_from=now - timedelta(minutes=1))

    def touched(since, until):
        return shows_with_passing_offers(since, until)

    hour = timedelta(hours=1)
    assert touched(now - hour, now) == {one.show_id}
    assert touched(now - timedelta(seconds=1), now) == set()
    assert touched(begun.valid_until - hour, begun.valid_until) == {one.show_id}


def test_a_date_that_comes_near_touches_its_show_alone():
    one = shop.now_on_sale(seats=2)
    shop.now_on_sale(seats=2, starts_at=one.starts_at + timedelta(days=3))
    late = {"kind": OfferKind.LAST_MINUTE, "hours_before": 6}
    offer(valid_from=None, valid_until=None, **late)
    near = one.starts_at - timedelta(hours=6)

    found = shows_with_passing_offers(near - timedelta(seconds=2), near)

    assert found == {one.show_id}
