"""Venue pages: the editors' words, the plans' figures, the shows that play there."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.services import publish_show_page
from content.venue_pages.models import VenueIndexPage, VenuePage
from ground import keeping
from tests.factories import ShowFactory, VenueFactory, offered_performance
from ticketing.venues.models import Seat, SeatFlag

pytestmark = pytest.mark.django_db


def venue_page(venue, language="en", **fields):
    index = VenueIndexPage.objects.get(locale__language_code=language)
    page = VenuePage(
        **{"title": venue.name_in(language), "slug": "house", **fields},
        venue=venue,
        locale=index.locale,
    )
    return index.add_child(instance=page)


@pytest.fixture
def performance(site, now):
    show = ShowFactory(name_en="Hamlet", slug="hamlet")
    performance = offered_performance(
        show=show,
        now=now,
        starts_at=now + timedelta(days=2),
        on_sale_from=now - timedelta(days=1),
        seats=12,
    )
    publish_show_page(show, language="en", now=now)
    return performance


def test_a_venue_tells_how_to_come_and_what_plays(client, performance):
    page = venue_page(
        performance.hall.venue,
        summary="A house by the river.",
        address="1 Quay Road",
        map_link="https://maps.example.org/1",
        getting_here="<p>Line 2 to the bridge.</p>",
        is_step_free=True,
    )

    text = client.get(page.get_url()).content.decode()

    for said in (
        "A house by the river.",
        "1 Quay Road",
        "Line 2 to the bridge.",
        "https://maps.example.org/1",
        "Step-free",
        "Great Hall",
        "12 places",
        'href="/en/shows/hamlet/"',
    ):
        assert said in text


def test_wheelchair_places_are_counted_from_the_plan(client, performance):
    page = venue_page(performance.hall.venue)
    seats = Seat.objects.filter(version=performance.plan_version).order_by("pk")
    chosen = [seat.pk for seat in seats[:2]]
    flags = SeatFlag.WHEELCHAIR | SeatFlag.AISLE
    Seat.objects.filter(pk__in=chosen).update(flags=flags)

    text = client.get(page.get_url()).content.decode()

    assert "2 wheelchair places" in text


def test_the_plan_is_drawn_small_for_venues_with_a_page(client, performance):
    url = reverse("content:venue-plan", args=[performance.plan_version_id])
    hidden = client.get(url)
    venue_page(performance.hall.venue)

    shown = client.get(url, headers={"host": "testserver:81"})

    assert hidden.status_code == 404
    assert shown["Content-Type"] == "image/svg+xml"
    assert shown.content.count(b"h0") == 12
    assert b"style" not in shown.content


def test_all_venues_stand_on_one_page(client, performance):
    address = "/en/venues/"
    assert "No venue has a page yet." in client.get(address).content.decode()
    venue_page(performance.hall.venue, summary="A house by the river.")

    text = client.get(address, headers={"host": "testserver:81"}).content.decode()

    assert "A house by the river." in text
    assert 'href="/en/venues/house/"' in text
    assert client.get("/zh-hans/venues/").status_code == 200


def test_more_halls_and_shows_ask_no_more_questions(client, performance, now, kept):
    page = venue_page(performance.hall.venue)
    client.get(page.get_url())
    few = _queries(client, page.get_url(), "testserver:81")
    for n in range(3):
        another = offered_performance(
            show=ShowFactory(), now=now, starts_at=now + timedelta(days=3 + n), seats=2
        )
        hall = another.hall
        hall.venue = performance.hall.venue
        hall.save()

    assert _queries(client, page.get_url(), "testserver:82") <= few


def test_dates_lead_to_the_venue_where_it_has_a_page(client, performance):
    addresses = ("/en/shows/hamlet/", "/en/catalogue/list/")
    for address in addresses:
        text = client.get(address).content.decode()
        assert "Great Hall" in text
        assert "/en/venues/house/" not in text
    venue_page(performance.hall.venue)
    keeping.forget_all()

    for address in addresses:
        text = client.get(address, headers={"host": "testserver:81"}).content.decode()
        assert 'href="/en/venues/house/"' in text


def test_links_to_venues_cost_one_question_and_not_one_a_row(
    client, performance, now, kept
):
    page = venue_page(performance.hall.venue)
    addresses = ("/en/shows/hamlet/", "/en/catalogue/list/")
    few = {at: _queries(client, at, "testserver:81") for at in addresses}
    for n in range(4):
        another = offered_performance(
            show=performance.show, now=now, starts_at=now + timedelta(days=3 + n)
        )
        another.hall.venue = VenueFactory(name_en=f"House {n}")
        another.hall.save()
        venue_page(another.hall.venue, slug=f"house-{n}")
    keeping.forget_all()

    for at in addresses:
        # The pages of venues are asked for anew, once.
        assert _queries(client, at, "testserver:82") <= few[at] + 1
    text = client.get(addresses[0], headers={"host": "testserver:83"}).content.decode()
    assert text.count('class="date__where"') == 5
    assert page.get_url() in text


def _queries(client, address, host):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(address, headers={"host": host}).status_code == 200
    return len(queries)


def test_a_venue_has_one_page_in_a_language(editor):
    venue = VenueFactory()
    venue_page(venue)
    index = VenueIndexPage.objects.get(locale__language_code="en")
    address = reverse(
        "wagtailadmin_pages:add", args=["venue_pages", "venuepage", index.pk]
    )
    form = {
        "title": "Again",
        "slug": "again",
        "venue": venue.pk,
        "getting_here": "null",
        "access": "null",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
    }

    response = editor.post(address, form)

    assert "already has a page in this language" in response.content.decode()
    assert VenuePage.objects.filter(venue=venue).count() == 1
