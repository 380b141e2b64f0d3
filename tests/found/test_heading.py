"""Which address is a page's own, and what a show says of itself to engines."""

import json
import re
from datetime import timedelta

import pytest

from content.services import publish_show_page
from tests.factories import offered_performance

pytestmark = pytest.mark.django_db
DATA = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)
REQUIRED = {"@type", "name", "startDate", "location", "eventStatus", "url", "offers"}


def text_of(client, address):
    return client.get(address).content.decode()


def links_of(text):
    found = re.findall(
        r'<link rel="(\w+)"(?: hreflang="([\w-]+)")? href="(http[^"]*)"', text
    )
    return {name or rel: url for rel, name, url in found}


def graph_of(text):
    [data] = DATA.findall(text)
    assert "<" not in data
    return json.loads(data)["@graph"]


@pytest.mark.parametrize(
    ("address", "default"),
    [
        ("", "/"),
        ("shows/", "/en/shows/"),
        ("shows/?kind=drama", "/en/shows/?kind=drama"),
        ("shows/swan-lake/", "/en/shows/swan-lake/"),
        ("catalogue/list/?page=2", "/en/catalogue/list/?page=2"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_each_page_names_itself_and_its_sister(
    client, pages, language, address, default
):
    links = links_of(text_of(client, f"/{language}/{address}"))
    base = "http://testserver"

    assert links == {
        "canonical": f"{base}/{language}/{address}",
        "en": f"{base}/en/{address}",
        "zh-Hans": f"{base}/zh-hans/{address}",
        "x-default": base + default,
    }


def test_what_a_stranger_adds_to_an_address_is_left_out(client, pages):
    links = links_of(text_of(client, "/en/shows/swan-lake/?utm_source=post&x=1"))

    assert links["canonical"] == "http://testserver/en/shows/swan-lake/"


def test_a_page_in_one_language_has_no_sister(client, show, performance, now):
    publish_show_page(show, language="zh-hans", title="天鹅湖", now=now)

    links = links_of(text_of(client, "/zh-hans/shows/swan-lake/"))

    assert set(links) == {"canonical", "zh-Hans", "x-default"}
    assert links["x-default"] == links["canonical"]


def test_what_is_not_there_has_no_address_of_its_own(client, pages):
    assert "canonical" not in links_of(text_of(client, "/en/nothing/"))


@pytest.mark.parametrize(
    ("language", "title", "city"),
    [("en", "Swan Lake", "Shanghai"), ("zh-hans", "天鹅湖", "上海")],
)
def test_a_show_tells_its_dates_to_engines(
    client, pages, performance, language, title, city
):
    text = text_of(client, f"/{language}/shows/swan-lake/")
    way, event = graph_of(text)

    assert [step["name"] for step in way["itemListElement"]][-1] == title
    assert len(way["itemListElement"]) == 3
    assert set(event) >= REQUIRED
    assert event["@type"] == "TheaterEvent"
    assert event["startDate"] == performance.local_start.isoformat()
    assert event["location"]["address"]["addressLocality"] == city
    assert event["organizer"]["@type"] == "Organization"
    assert event["offers"] == {
        "@type": "AggregateOffer",
        "url": f"http://testserver/{language}/performances/{performance.pk}/",
        "priceCurrency": "CNY",
        "availability": "https://schema.org/LimitedAvailability",
        "lowPrice": "100.00",
        "highPrice": "100.00",
        "validFrom": performance.on_sale_from.astimezone(performance.zone).isoformat(),
    }
    assert f'<meta property="og:title" content="{title}">' in text
    assert f'<meta property="og:description" content="{title}!">' in text


def test_dates_that_changed_say_how(client, pages, show, performance, now):
    day = timedelta(days=1)
    cancelled = offered_performance(
        show=show, now=now, starts_at=now + 9 * day, cancelled_at=now
    )
    later = offered_performance(show=show, now=now, starts_at=now + 11 * day)
    performance.moved_to = later
    performance.save()

    graph = graph_of(text_of(client, "/en/shows/swan-lake/"))
    by_key = {event["@id"].rpartition("-")[2]: event for event in graph[1:]}

    assert set(by_key) == {str(cancelled.pk), str(later.pk)}
    status = by_key[str(cancelled.pk)]["eventStatus"]
    assert status == "https://schema.org/EventCancelled"
    moved = by_key[str(later.pk)]
    assert moved["eventStatus"] == "https://schema.org/EventRescheduled"
    assert moved["previousStartDate"] == performance.local_start.isoformat()


def test_no_title_ends_the_data(client, show, performance, now):
    title = "</script><script>alert(1)</script> & <b>"
    publish_show_page(show, language="en", title=title, now=now)

    text = text_of(client, "/en/shows/swan-lake/")
    [event] = graph_of(text)[1:]

    assert event["name"] == title
    assert "<script>alert" not in text


def test_the_home_page_names_the_house(client, pages):
    [house] = graph_of(text_of(client, "/zh-hans/"))

    assert house["@type"] == "Organization"
    assert house["name"] == "华灯剧院"


def test_the_rules_against_scripts_stay(client, pages):
    policy = client.get("/en/shows/swan-lake/")["Content-Security-Policy"]

    assert "script-src 'self'" in policy
    assert "unsafe-inline" not in policy
