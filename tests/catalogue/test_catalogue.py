"""The catalogue: what it shows, what it refuses, and what it costs."""

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests.factories import ShowFactory, ShowKindFactory, offered_performance
from tests.many_dates import many
from ticketing.shows.models import Performance

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def text_of(client, address, language="en"):
    response = client.get(f"/{language}/catalogue/{address}")
    assert response.status_code == 200, address
    return response.content.decode()


def month_of(performance, house):
    return f"{performance.starts_at.astimezone(house.zone):%Y/%m}/"


def addresses(now, house):
    month = f"{now.astimezone(house.zone):%Y/%m}/"
    return ["", month, f"{month}list/", "list/", "list/?page=2", "recent/"]


def test_every_view_has_the_performance(client, pages, performance, house):
    day = performance.local_start.date()
    month = month_of(performance, house)

    for language, title in (("en", "Swan Lake"), ("zh-hans", "天鹅湖")):
        for address in (month, f"{month}list/", "list/", f"list/?day={day}"):
            text = text_of(client, address, language)
            assert title in text, address
            assert f'href="/{language}/shows/swan-lake/"' in text
            assert f"{performance.local_start:%H:%M}" in text
            assert "¥100" in text


def test_the_calendar_is_a_table_with_headers(client, pages, performance, house):
    text = text_of(client, month_of(performance, house))

    assert text.count('<th scope="col" role="columnheader">') == 7
    assert len(re.findall("<td ", text)) % 7 == 0
    assert "<caption" in text


def test_each_state_is_told(client, site, now, house):
    day = timedelta(days=1)

    def date(name, **fields):
        show = ShowFactory(name_en=name, name_zh_hans=name, slug=name.lower())
        usual = {"starts_at": now + 4 * day, "on_sale_from": now - day, "seats": 30}
        return offered_performance(show=show, now=now, **usual | fields)

    date("Open")
    date("Few", seats=3)
    date("Later", on_sale_from=now + day)
    date("Ended", off_sale_at=now - timedelta(minutes=1))
    date("Off", cancelled_at=now)
    moved = date("Moved")
    moved.moved_to = date("New", starts_at=now + 5 * day)
    moved.save()
    full = date("Full", seats=1)
    full.places.update(state="sold")
    date("Over", starts_at=now - day, on_sale_from=now - 2 * day)

    coming, over = text_of(client, "list/"), text_of(client, "recent/")

    for words in ("On sale", "3 left", "Opens ", "Sale ended", "Cancelled"):
        assert words in coming
    assert "Sold out" in coming
    assert "Moved to " in coming
    assert ">Past<" in over
    assert "Over" not in coming


def test_filters_narrow_and_can_be_combined(client, site, now, house):
    many(60, now=now, first_day=1)
    venue = Performance.objects.order_by("pk").first().hall.venue

    text = text_of(client, f"list/?kind=concert&venue={venue.pk}")
    of_the_kind = text_of(client, "list/?kind=concert")

    # Every tenth performance is a concert, each of them in the second hall.
    assert "6 performances" in of_the_kind
    assert "Nothing plays that fits." in text
    assert f"kind=drama&amp;venue={venue.pk}" in text
    assert "All kinds 30" in text


def test_filters_stay_in_the_other_language(client, pages, performance):
    venue = performance.hall.venue_id
    text = text_of(client, f"list/?venue={venue}&kind=drama")

    assert f'href="/zh-hans/catalogue/list/?kind=drama&amp;venue={venue}"' in text


@pytest.mark.parametrize(
    "address",
    [
        "2026/13/",
        "2026/00/list/",
        "0000/01/",
        "9999/12/",
        "1990/01/list/",
        "list/?kind=opera",
        "list/?venue=999999",
        "list/?venue=first",
        "?kind=opera",
        "list/?day=soon",
        "list/?day=9999-12-31",
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_what_is_not_there_is_not_found(client, pages, language, address):
    assert client.get(f"/{language}/catalogue/{address}").status_code == 404


def test_the_months_end_where_the_performances_do(client, pages, performance, house):
    last = month_of(performance, house)

    assert 'rel="next"' not in text_of(client, last)


def test_a_house_without_performances_says_so(client, site):
    for address in ("", "list/", "recent/"):
        assert "Nothing plays that fits." in text_of(client, address)


def test_a_withdrawn_show_is_not_in_the_catalogue(client, pages, show, now, house):
    show.withdrawn_at = now
    show.save()

    for address in addresses(now, house):
        assert "Swan Lake" not in text_of(client, address)


def test_a_day_is_the_venues_own(client, pages, performance, house):
    """In New York it is still the day before."""
    venue = performance.hall.venue
    venue.time_zone = "America/New_York"
    venue.save()
    offered_performance(show=ShowFactory(), now=timezone.now())

    day = performance.local_start.date()

    assert "Swan Lake" in text_of(client, f"list/?day={day}")


def test_a_full_day_leads_to_its_list(client, site, now, house):
    many(9, now=now, first_day=1)
    noon = (now + timedelta(days=40)).astimezone(house.zone).replace(hour=12)
    Performance.objects.update(starts_at=noon)

    text = text_of(client, f"{noon:%Y/%m}/")

    assert text.count('class="ent__where"') == 6
    assert f'href="/en/catalogue/list/?day={noon.date()}">3 more' in text


def queries_of(client, address, host):
    with CaptureQueriesContext(connection) as queries:
        response = client.get(f"/en/catalogue/{address}", headers={"host": host})
    assert response.status_code == 200
    return [query["sql"][:150] for query in queries]


def test_ten_thousand_performances_ask_no_more_questions(
    client, site, now, house, kept
):
    ShowKindFactory()
    many(100, now=now, first_day=-40)
    # The menu and the addresses of the trees are known once for all pages.
    client.get("/en/catalogue/recent/")
    few = {
        address: queries_of(client, address, "testserver:81")
        for address in addresses(now, house)
    }
    many(4000, now=now, first_day=-40)

    for address, before in few.items():
        after = queries_of(client, address, "testserver:82")
        assert len(after) <= len(before) <= MOST_QUERIES, (address, after)


def test_the_page_stays_small(client, site, now, house):
    many(4000, now=now)

    for address in addresses(now, house):
        response = client.get(
            f"/en/catalogue/{address}", headers={"accept-encoding": "gzip"}
        )
        assert len(response.content) < 40_000, address


def test_the_page_is_kept_whole(client, pages, performance):
    first = client.get("/en/catalogue/list/")
    again = client.get("/en/catalogue/list/", headers={"if-none-match": first["ETag"]})

    assert "public" in first["Cache-Control"]
    assert again.status_code == 304


def test_the_statistics_and_the_catalogue_lead_to_each_other(client, pages):
    assert 'href="/en/statistics/"' in text_of(client, "")
    assert (
        'href="/en/catalogue/recent/"' in client.get("/en/statistics/").content.decode()
    )
