"""Past visits of the demo house: the same each time, and once only."""

import pytest
from django.utils import timezone

from content.visits.chart import Period, hot_chart
from content.visits.models import ShowDay, SiteDay, VisitDay
from starter.demo.loading.visits import DAYS, load_visits
from ticketing.shows.models import Show

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(pages):
    Show.objects.update(source="demo")


def _days():
    return list(ShowDay.objects.order_by("day").values_list("day", "people"))


def test_a_demo_house_has_ninety_past_days_and_a_chart(demo, house, show):
    moment = timezone.now()

    assert load_visits(now=moment) == DAYS

    today = moment.astimezone(house.zone).date()
    assert not SiteDay.objects.filter(day__gte=today).exists()
    assert min(people for _day, people in _days()) > 0
    [rank] = hot_chart(Period.MONTH, now=moment, most=10).ranks
    assert (rank.show_id, rank.move) == (show.pk, "same")


def test_the_visits_are_the_same_each_time_and_made_once(demo, house):
    moment = timezone.now()
    load_visits(now=moment)
    first = _days()
    assert load_visits(now=moment) == 0
    for model in (ShowDay, SiteDay, VisitDay):
        model.objects.all().delete()

    load_visits(now=moment)

    assert _days() == first


def test_a_house_of_its_own_is_given_no_visits(pages, house):
    assert load_visits(now=timezone.now()) == 0
    assert not SiteDay.objects.exists()
