"""What is urgent stands across the top of the pages that it concerns."""

from datetime import timedelta

import pytest
from django.urls import reverse

from content.announcements.banners import NO_SHOW, banners_of
from tests.factories import ShowFactory

pytestmark = pytest.mark.django_db
BANNER = 'class="banner"'


def test_a_show_has_its_own_banner(announce, pages, show, client):
    announce("Tonight at 20:00", shows=[show], urgent=True)
    announce("Another show", shows=[ShowFactory()], urgent=True)

    text = client.get(pages["en"].url).content.decode()

    assert "Tonight at 20:00" in text
    assert "Another show" not in text


def test_the_seat_page_of_its_performance_has_it(announce, show, performance, client):
    announce("Tonight at 20:00", dates=[performance], urgent=True)

    seats = client.get(reverse("checkout:performance", args=[performance.pk]))

    assert "Tonight at 20:00" in seats.content.decode()


def test_home_has_what_is_about_no_show(announce, pages, show, client):
    announce("Box office closed", urgent=True)
    announce("Tonight at 20:00", shows=[show], urgent=True)

    home = client.get("/en/").content.decode()

    banner = home[home.index(BANNER) :][:600]
    assert "Box office closed" in banner
    assert "Tonight at 20:00" not in banner


def test_what_is_not_urgent_or_over_has_none(announce, pages, show, client, today):
    announce("Quiet", shows=[show])
    announce("Over", shows=[show], urgent=True, leaves_on=today - timedelta(days=1))

    assert BANNER not in client.get(pages["en"].url).content.decode()


def test_banners_are_kept_for_all_pages(
    announce, show, now, kept, django_assert_num_queries
):
    announce("Tonight at 20:00", shows=[show], urgent=True)
    banners_of(show.pk, language="en", now=now)

    with django_assert_num_queries(0):
        banners_of(NO_SHOW, language="en", now=now)
        assert banners_of(show.pk, language="en", now=now)
