"""Home and What's on: what comes next, by kind, month and day."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.services import publish_show_page
from tests.factories import ShowFactory, ShowKindFactory, offered_performance

pytestmark = pytest.mark.django_db


def playing(name, *, now, days=2, kind=None, language="en"):
    fields = {"kind": kind} if kind else {}
    show = ShowFactory(name_en=name, slug=name.lower(), **fields)
    offered_performance(
        show=show,
        now=now,
        starts_at=now + timedelta(days=days),
        on_sale_from=now - timedelta(days=1),
        seats=2,
    )
    publish_show_page(show, language=language, now=now)
    return show


def queries_of(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(address, headers={"host": "testserver:81"})
    assert response.status_code == 200
    return len(queries)


@pytest.mark.parametrize(
    "address", ["/en/", "/en/shows/", "/zh-hans/", "/zh-hans/shows/"]
)
def test_more_shows_ask_no_more_questions(client, site, now, kept, address):
    playing("Hamlet", now=now)
    before = queries_of(client, address)
    for n in range(6):
        playing(f"Play{n}", now=now, days=3 + n)

    assert queries_of(client, address) <= before + 1


@pytest.mark.parametrize(
    ("path", "most"), [("/", 20), ("/shows/", 12)], ids=["home", "catalogue"]
)
def test_a_page_that_nobody_asked_for_asks_few_questions(
    client, site, now, kept, path, most
):
    for n in range(3):
        playing(f"Play{n}", now=now, days=1 + n)
    client.get(f"/zh-hans{path}")
    cache.clear()
    count = queries_of(client, f"/en{path}")

    assert count <= most


@pytest.mark.parametrize("address", ["/en/", "/zh-hans/", "/en/shows/"])
def test_a_house_without_shows_says_so(client, site, address):
    assert client.get(address).status_code == 200


def test_the_home_page_lists_what_comes_next(client, site, now):
    playing("Hamlet", now=now, days=1)
    text = client.get("/en/").content.decode()

    assert text.count("Hamlet") >= 3
    assert 'href="/en/shows/hamlet/"' in text
    assert "¥100" in text


def test_the_root_leads_to_the_readers_language(client, site):
    response = client.get("/", headers={"accept-language": "zh-CN"})

    assert response["Location"] == "/zh-hans/"


def test_a_kind_narrows_the_list(client, site, now):
    playing("Hamlet", now=now)
    concert = ShowKindFactory(code="concert", name_en="Concert", ground="concert")
    playing("Mahler", now=now, kind=concert)

    text = client.get("/en/shows/?kind=concert").content.decode()

    assert "Mahler" in text
    assert "Hamlet" not in text
    assert 'href="/zh-hans/shows/?kind=concert"' in text


def test_a_day_and_a_month_narrow_the_list(client, site, house, now):
    playing("Hamlet", now=now, days=2)
    playing("Faust", now=now, days=70)
    local = (now + timedelta(days=70)).astimezone(house.zone)

    by_day = client.get(f"/en/shows/?day={local:%Y-%m-%d}").content.decode()
    by_month = client.get(f"/en/shows/?month={local:%Y-%m}").content.decode()

    for text in (by_day, by_month):
        assert "Faust" in text
        assert "Hamlet" not in text


@pytest.mark.parametrize(
    "query", ["month=soon", "day=2026-02-30", "page=x", "page=-1", "day=9999-12-31"]
)
def test_nonsense_in_the_address_asks_for_nothing(client, site, now, query):
    playing("Hamlet", now=now)

    response = client.get(f"/en/shows/?{query}")

    assert "Hamlet" in response.content.decode()


def test_nothing_that_fits_leads_back_to_all(client, site, now):
    playing("Hamlet", now=now)

    text = client.get("/en/shows/?kind=opera").content.decode()

    assert "Nothing plays that fits." in text
    assert "Hamlet" not in text


def test_a_show_without_a_page_in_a_language_leads_to_the_other(client, site, now):
    playing("Hamlet", now=now, language="en")

    text = client.get("/zh-hans/shows/").content.decode()

    assert 'href="/en/shows/hamlet/"' in text


def test_an_unknown_page_does_not_exist(client, site):
    response = client.get("/zh-hans/nothing/")

    assert response.status_code == 404
    assert '<html lang="zh-Hans">' in response.content.decode()


def test_colours_robots_and_the_list_of_pages_answer(client, house, site, now):
    playing("Hamlet", now=now)
    house.accent = "#123456"
    house.save()

    assert "--accent:#123456" in client.get("/brand.css").content.decode()
    assert (
        "Sitemap: http://testserver/sitemap.xml"
        in client.get("/robots.txt").content.decode()
    )
    sitemap = client.get("/sitemap.xml").content.decode()
    assert "/en/shows/hamlet/" in sitemap
    assert "/zh-hans/" in sitemap


def test_colours_that_the_browser_has_are_not_sent_again(client, house):
    first = client.get("/brand.css")
    again = client.get("/brand.css", headers={"if-none-match": first["ETag"]})

    assert again.status_code == 304
