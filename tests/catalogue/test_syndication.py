"""What went on sale lately, as RSS and Atom."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest

from tests.factories import ShowFactory, offered_performance

pytestmark = pytest.mark.django_db
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.mark.parametrize(
    ("language", "title"), [("en", "Swan Lake"), ("zh-hans", "天鹅湖")]
)
def test_what_went_on_sale_is_told_the_latest_first(
    client, pages, performance, now, language, title
):
    later = offered_performance(
        show=ShowFactory(name_en="Newest", name_zh_hans="Newest"),
        now=now,
        starts_at=now + timedelta(days=9),
        on_sale_from=now - timedelta(hours=1),
    )
    offered_performance(
        show=ShowFactory(name_en="Not yet", name_zh_hans="Not yet"),
        now=now,
        starts_at=now + timedelta(days=9),
        on_sale_from=now + timedelta(hours=1),
    )

    base = f"/{language}/catalogue/on-sale"
    rss = ET.fromstring(client.get(f"{base}/rss/").content)
    atom = ET.fromstring(client.get(f"{base}/atom/").content)

    titles = [item.find("title").text for item in rss.iter("item")]
    assert [told.split(" · ")[0] for told in titles] == ["Newest", title]
    entries = list(atom.iter(f"{ATOM}entry"))
    links = [entry.find(f"{ATOM}link").get("href") for entry in entries]
    assert links == [
        f"http://testserver/{language}/performances/{p.pk}/"
        for p in (later, performance)
    ]
    assert f'href="{base}/atom/"' in client.get(f"/{language}/").content.decode()


def test_the_feed_of_an_empty_house_is_whole(client, site):
    rss = ET.fromstring(client.get("/en/catalogue/on-sale/rss/").content)

    assert list(rss.iter("item")) == []
