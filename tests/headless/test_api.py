"""The pages, dates and drafts that a front end of somebody else's can read."""

import json
from datetime import timedelta

import pytest
from django.core import signing
from wagtail.models import PageViewRestriction, get_page_models

from content.headless import tokens
from content.headless.tokens import token_of
from content.models import ShowPage
from tests.many_dates import many
from tests.small_site import picture

pytestmark = pytest.mark.django_db
ORIGIN = "https://front.example.org"


def read(client, address, status=200, **kwargs):
    response = client.get(address, **kwargs)
    assert response.status_code == status, response.content
    assert response["Content-Type"].startswith("application/json")
    return json.loads(response.content)


def test_a_shows_page_has_its_dates_and_prices(client, pages, performance):
    page = pages["en"]
    page.poster = picture("poster")
    page.save()

    told = read(client, f"/api/v2/pages/{page.pk}/")
    [date] = told["performances"]

    assert told["title"] == "Swan Lake"
    assert told["show"]["slug"] == "swan-lake"
    assert date["id"] == performance.pk
    assert (date["lowest_price"], date["free"], date["state"]) == ("100.00", 4, "few")
    assert date["tiers"][0]["code"] == "A"
    assert told["pictures"]["poster"]["width"] > 0
    assert told["pictures"]["hero"] is None


def test_the_pages_of_a_language_can_be_listed(client, pages):
    query = "type=content.ShowPage&locale=zh-hans&fields=summary,performances"
    told = read(client, f"/api/v2/pages/?{query}")

    [item] = told["items"]
    assert item["title"] == "天鹅湖"
    assert len(item["performances"]) == 1


def test_every_page_type_says_its_own_fields(site):
    silent = [
        model.__name__
        for model in _page_types()
        if not getattr(model, "api_fields", None)
    ]
    assert silent == []


def _page_types():
    return [m for m in get_page_models() if m._meta.app_label != "wagtailcore"]


def test_the_catalogue_can_be_read(client, site, now, house):
    many(50, now=now, first_day=0)
    today = now.astimezone(house.zone).date()
    last = today + timedelta(days=60)

    first = read(client, f"/api/catalogue?last={last}&limit=30")
    rest = read(client, f"/api/catalogue?last={last}&limit=30&page=2")
    concerts = read(client, f"/api/catalogue?last={last}&kind=concert")

    ids = [row["id"] for row in first["performances"] + rest["performances"]]
    assert len(set(ids)) == len(ids) == 50
    assert (first["next"], rest["next"]) == (2, 0)
    assert len(concerts["performances"]) == 5


@pytest.mark.parametrize(
    "query", ["kind=opera", "venue=999999", "first=2026-02-01&last=2026-01-01"]
)
def test_a_senseless_question_is_refused_in_json(client, site, query):
    status = 422 if "first" in query else 404

    assert "code" in read(client, f"/api/catalogue?{query}", status)


@pytest.mark.parametrize("address", ["/api/nothing", "/api/v2/nothing/", "/api/v3/"])
def test_what_is_not_there_is_said_in_json(client, site, address):
    assert read(client, address, 404)["code"] == "not_found"


def test_a_draft_is_read_with_leave_alone(client, pages):
    page = pages["en"]
    page.title = "Swan Lake, rewritten"
    page.save_revision()
    address = "/api/v2/page_preview/"
    read(client, address, 404)
    read(client, f"{address}?token=made-up", 404)
    other = signing.dumps({"page": page.pk}, salt="something else")
    read(client, f"{address}?token={other}", 404)

    response = client.get(f"{address}?token={token_of(page)}")
    told = json.loads(response.content)

    assert told["title"] == "Swan Lake, rewritten"
    assert "no-store" in response["Cache-Control"]
    assert len(told["performances"]) == 1
    public = read(client, f"/api/v2/pages/{page.pk}/")
    assert public["title"] == "Swan Lake"


def test_leave_to_see_a_draft_ends(client, pages, monkeypatch):
    token = token_of(pages["en"])
    monkeypatch.setattr(tokens, "SECONDS", -1)

    read(client, f"/api/v2/page_preview/?token={token}", 404)


def test_an_editor_is_led_to_the_other_front_end(editor, client, site, settings, now):
    page = ShowPage.objects.first() or site["en"]
    address = f"/admin/pages/{page.pk}/elsewhere/"
    assert editor.get(address).status_code == 404

    settings.MARQUEE_PREVIEW_URL = "https://front.example.org/preview"
    led = editor.get(address)["Location"]

    assert led.startswith("https://front.example.org/preview?token=")
    assert led.endswith("language=en")
    assert client.get(address).status_code == 302
    assert "elsewhere" in editor.get(f"/admin/pages/{page.pk}/edit/").content.decode()


def test_named_origins_alone_may_read(client, pages, settings):
    settings.MARQUEE_API_ORIGINS = [ORIGIN]
    address = "/api/shows"

    allowed = client.get(address, headers={"origin": ORIGIN})
    foreign = client.get(address, headers={"origin": "https://else.example.org"})
    asked = client.options(
        "/api/carts",
        headers={"origin": ORIGIN, "access-control-request-method": "POST"},
    )
    page = client.get("/en/", headers={"origin": ORIGIN})

    assert allowed["Access-Control-Allow-Origin"] == ORIGIN
    assert "Origin" in allowed["Vary"]
    assert "Access-Control-Allow-Credentials" not in allowed
    assert "Access-Control-Allow-Origin" not in foreign
    assert asked.status_code == 204
    assert "POST" in asked["Access-Control-Allow-Methods"]
    assert "Access-Control-Allow-Origin" not in page


FEEDS = [
    "/sitemap.xml",
    "/api/v2/pages/",
    "/api/v2/pages/?fields=*",
    "/api/v2/pages/?search=canary",
    "/en/catalogue/",
    "/en/catalogue/list/",
    "/en/catalogue/calendar.ics",
    "/en/catalogue/on-sale/rss/",
    "/zh-hans/catalogue/on-sale/atom/",
    "/en/catalogue/shows/swan-lake.ics",
    "/zh-hans/catalogue/list/",
    "/zh-hans/catalogue/calendar.ics",
]


@pytest.mark.parametrize("way", ["draft", "scheduled", "restricted"])
def test_nothing_unpublished_is_told_anywhere(client, pages, now, way):
    for page in pages.values():
        page.title = page.summary = "Canary"
        page.slug = "canary"
        if way == "draft":
            page.save_revision()
            page.slug = "swan-lake"
        elif way == "scheduled":
            page.live, page.go_live_at = False, now + timedelta(days=1)
            page.save()
        else:
            page.save()
            PageViewRestriction.objects.create(
                page=page, restriction_type=PageViewRestriction.LOGIN
            )

    for address in FEEDS:
        response = client.get(address)
        assert "canary" not in response.content.decode().lower(), address
    for page in pages.values():
        if way != "draft":
            read(client, f"/api/v2/pages/{page.pk}/", 404)
