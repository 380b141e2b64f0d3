"""Announcements for machines: feeds and the content interface."""

from datetime import timedelta
from xml.etree import ElementTree

import pytest

from content.announcements.models import AnnouncementIndexPage

pytestmark = pytest.mark.django_db
API = "/api/v2/pages/"
TYPE = "announcements.AnnouncementPage"


@pytest.fixture
def three(announce, today):
    """One that is over, one that is told, one that waits for its day."""
    return (
        announce("Over", leaves_on=today - timedelta(days=1)),
        announce("Told & true"),
        announce("Waiting", appears_on=today + timedelta(days=1)),
    )


@pytest.mark.parametrize(
    ("kind", "title"),
    [("rss", "channel/item/title"), ("atom", "{*}entry/{*}title")],
)
def test_a_feed_has_what_is_told(three, client, kind, title):
    response = client.get(f"/en/announcements/{kind}/")

    feed = ElementTree.fromstring(response.content)
    assert [found.text for found in feed.findall(title)] == ["Told & true"]
    assert response["Content-Type"].startswith(f"application/{kind}+xml")


def test_each_language_has_its_feed(three, announce, client):
    announce("演员变更", language="zh-hans")

    text = client.get("/zh-hans/announcements/rss/").content.decode()

    assert "演员变更" in text
    assert "Told" not in text


def test_without_a_page_of_all_there_is_no_feed(three, client):
    AnnouncementIndexPage.objects.update(live=False)

    assert client.get("/en/announcements/rss/").status_code == 404


@pytest.mark.parametrize("path", ["/fr/announcements/rss/", "/en/announcements/json/"])
def test_an_unknown_feed_is_not_found(three, client, path):
    assert client.get(path, follow=True).status_code == 404


def test_pages_say_where_the_feeds_are(three, client):
    text = client.get("/en/announcements/").content.decode()

    assert 'type="application/atom+xml"' in text
    assert 'href="/en/announcements/rss/"' in text


def test_the_interface_hides_what_waits_for_its_day(three, client):
    asked = {"type": TYPE, "fields": "kind,summary,appears_on,shows"}

    found = client.get(API, asked).json()["items"]

    assert {item["title"] for item in found} == {"Over", "Told & true"}
    assert client.get(f"{API}{three[2].pk}/").status_code == 404
