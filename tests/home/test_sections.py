"""The home page's sections: ordered, named, hidden; few questions, few bytes."""

import gzip
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.models.sections import DEFAULT_ORDER
from content.sections import comments
from content.services import publish_show_page
from content.site_settings.models import Brand, Typeface
from ground import keeping
from tests.factories import (
    PerformanceFactory,
    ShowFactory,
    ShowKindFactory,
    offered_performance,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 20
MOST_COLD_QUERIES = 34
MOST_BYTES = 40 * 1024
MOST_SCRIPT_BYTES = 30 * 1024


def arrange(home, *sections):
    home.sections = json.dumps([{"type": name, "value": v} for name, v in sections])
    home.save()


def playing(name, *, now, days=2, opens=-1):
    show = ShowFactory(name_en=name, slug=name.lower().replace(" ", "-"))
    performance = offered_performance(
        show=show,
        now=now,
        starts_at=now + timedelta(days=days),
        on_sale_from=now + timedelta(days=opens),
        seats=2,
    )
    publish_show_page(show, language="en", now=now)
    return performance


def text_of(client, address="/en/"):
    return client.get(address).content.decode()


def test_a_new_home_has_all_sections_in_a_good_order(site):
    for home in site.values():
        assert [block.block_type for block in home.sections] == list(DEFAULT_ORDER)


def test_sections_stand_in_the_editors_order_and_words(client, site, now):
    playing("Hamlet", now=now)
    arrange(
        site["en"],
        ("figures", {"title": "", "most": None}),
        ("text", {"title": "A word", "text": "<p>Welcome in.</p>"}),
        ("shows", {"title": "Do not miss", "most": 1}),
    )

    text = text_of(client)

    places = [text.index(w) for w in ("In figures", "Welcome in.", "Do not miss")]
    assert places == sorted(places)
    assert "Next performances" not in text


def test_a_section_shows_as_many_as_the_editor_says(client, site, now):
    for n in range(3):
        playing(f"Play{n}", now=now, days=2 + n)
    arrange(site["en"], ("shows", {"title": "", "most": 2}))

    assert text_of(client).count('class="card"') == 2


def test_a_home_without_sections_has_the_houses_order(client, site, now):
    playing("Hamlet", now=now)
    arrange(site["en"])

    text = text_of(client)

    assert text.index("Next performances") < text.index("Next shows")
    assert text.index("Next shows") < text.index("In figures")


def test_what_is_empty_is_not_shown(client, site):
    text = text_of(client)

    for heading in ("Next shows", "Opening soon", "Hot chart", "Latest comments"):
        assert f">{heading}</h2>" not in text


def test_comments_show_where_somebody_keeps_them(client, site, now, monkeypatch):
    card = comments.CommentCard("What a night.", "Ada", now, "Hamlet", "/en/shows/")
    monkeypatch.setattr(comments, "_providers", [lambda *_asked: [card]])

    text = text_of(client)

    assert ">Latest comments</h2>" in text
    assert "What a night." in text


def test_home_asks_at_most_twenty_questions_of_any_catalogue(client, site, now, kept):
    for n in range(10):
        playing(f"Play{n}", now=now, days=2 + n)
    client.get("/en/")  # pictures are cut, what is kept for a second is there
    few = _queries(client, "testserver:81")
    kind, first = ShowKindFactory(), PerformanceFactory()
    for n in range(120):
        PerformanceFactory(
            show=ShowFactory(kind=kind) if n % 10 == 0 else first.show,
            plan_version=first.plan_version,
            supplier=first.supplier,
            starts_at=now + timedelta(days=30, hours=n),
            on_sale_from=now + timedelta(days=1 + n % 5),
            offered=True,
        )

    many = _queries(client, "testserver:82")

    assert len(few) <= MOST_QUERIES, "\n".join(q["sql"][:120] for q in few)
    assert len(many) <= len(few) + 1


def test_home_with_nothing_kept_asks_once_for_each_thing(client, site, now, kept):
    for n in range(10):
        playing(f"Play{n}", now=now, days=2 + n)
    client.get("/en/")  # pictures are cut
    few = _cold_queries(client)
    for n in range(10, 30):
        playing(f"Play{n}", now=now, days=2 + n)

    many = _cold_queries(client)

    assert len(few) <= MOST_COLD_QUERIES, "\n".join(q["sql"][:120] for q in few)
    assert len(many) <= len(few) + 1


def _cold_queries(client):
    cache.clear()
    keeping.forget_all()
    return _queries(client, "testserver:80")


def _queries(client, host):
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/en/", headers={"host": host}).status_code == 200
    return queries.captured_queries


def test_home_links_no_more_than_forty_kilobytes_of_styles(client, site):
    text = text_of(client)
    names = re.findall(r'href="/static/([^"]+\.css)"', text)
    size = sum(len(Path(finders.find(name)).read_bytes()) for name in names)

    assert len(names) > 4
    assert size + len(client.get("/brand.css").content) <= MOST_BYTES


def test_home_links_no_more_than_thirty_kilobytes_of_scripts(client, site):
    names = re.findall(r'<script[^>]* src="/static/([^"]+)"', text_of(client))
    files = (Path(finders.find(name)).read_bytes() for name in names)

    assert len(names) > 2
    assert sum(len(gzip.compress(file)) for file in files) <= MOST_SCRIPT_BYTES


def test_the_first_paint_waits_for_the_first_screen_and_no_more(client, site, now):
    playing("Hamlet", now=now)

    text = text_of(client)

    assert 'rel="expect" href="#first-screen" blocking="render"' in text
    assert text.count('id="first-screen"') == 1
    assert text.index("hero__art") < text.index('id="first-screen"')
    assert text.index('id="first-screen"') < text.index("In figures")
    assert text_of(client, "/en/shows/").count('id="first-screen"') == 1


def test_the_one_font_is_asked_for_early_and_only_where_it_is_used(client, site):
    preload = 'href="/static/fonts/archivo.woff2" as="font"'
    assert preload in text_of(client)
    assert finders.find("fonts/archivo.woff2")

    Brand.objects.update_or_create(defaults={"typeface": Typeface.PLAIN})

    assert preload not in text_of(client, "/zh-hans/")
