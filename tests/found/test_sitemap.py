"""The list of pages: whole, in both languages, in parts where it is long."""

from xml.etree import ElementTree as ET

import pytest

from content import sitemap

# What is kept for a second is kept: counts must not hang on the clock.
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept")]
NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def urls_of(client, address="/sitemap.xml"):
    root = ET.fromstring(client.get(address).content)
    return {
        url.find(f"{NS}loc").text: {
            link.get("hreflang"): link.get("href") for link in url.iter(LINK)
        }
        for url in root
    }


def test_each_address_names_its_sister(client, pages, performance, house):
    urls = urls_of(client)
    month = f"{performance.starts_at.astimezone(house.zone):%Y/%m}"

    for path in (
        "shows/swan-lake/",
        "shows/",
        "catalogue/",
        f"catalogue/{month}/",
        "chart/",
        "statistics/",
    ):
        both = {
            "en": f"http://testserver/en/{path}",
            "zh-Hans": f"http://testserver/zh-hans/{path}",
        }
        assert urls[both["en"]] == urls[both["zh-Hans"]] == both


def test_a_long_list_comes_in_parts(client, pages, monkeypatch):
    whole = set(urls_of(client))
    monkeypatch.setattr(sitemap.PageSitemap, "limit", 3)

    parts = urls_of(client)
    found = {url for part in parts for url in urls_of(client, part)}

    assert len(parts) > 2
    assert found == whole


def test_more_pages_ask_no_more_questions(client, pages, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        urls_of(client)


def test_an_unknown_part_is_not_found(client, pages):
    assert client.get("/sitemap-nothing.xml").status_code == 404
