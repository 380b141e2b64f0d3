"""The search over JSON."""

import pytest
from django.utils import timezone

from tests.search.test_results import BAD, ODD
from ticketing.shows.models import Credit, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def dancer(show):
    person = Person.objects.create(name_en="Li Mei", name_zh_hans="李梅")
    Credit.objects.create(show=show, person=person, role_zh_hans="奥杰塔")
    return person


def test_a_show_is_found_with_dates_price_and_reason(
    client, pages, performance, dancer, indexed
):
    indexed()

    found = client.get("/api/search", {"q": "limei", "language": "zh-hans"}).json()

    [show] = found["shows"]
    assert (found["count"], found["pages"], found["strictness"]) == (1, 1, "exact")
    assert (show["show"], show["title"]) == ("swan-lake", "天鹅湖")
    assert show["reasons"] == [{"label": "奥杰塔", "marked": "<mark>李梅</mark>"}]
    assert [date["performance"] for date in show["dates"]] == [performance.pk]
    assert (show["lowest_price"], show["state"]) == ("100.00", "few")
    assert show["page"] == "http://testserver/s/swan-lake/"
    [group] = found["groups"]
    assert group["items"][0]["url"].endswith(f"/zh-hans/search/?person={dancer.pk}")


def test_what_a_facet_offers_can_be_sent_back(client, pages, performance, indexed):
    indexed()
    facets = client.get("/api/search").json()["facets"]
    options = [option for facet in facets for option in facet["options"]]

    for option in options:
        found = client.get("/api/search", {option["name"]: option["value"]}).json()
        told = [o for facet in found["facets"] for o in facet["options"]]
        [now] = [o for o in told if (o["name"], o["value"]) == _key(option)]
        assert now["is_chosen"]
        assert option["count"] in (None, found["count"])


def _key(option):
    return option["name"], option["value"]


def test_suggestions_are_told_too(client, pages, indexed):
    indexed()

    found = client.get("/api/search/suggest", {"q": "sw"}).json()

    assert [show["marked"] for show in found["shows"]] == ["<mark>Swan</mark> Lake"]
    assert client.get("/api/search/suggest", {"q": "s"}).json()["shows"] == []


def test_it_may_be_kept_for_a_second(client, pages, indexed):
    indexed()

    for address in ("/api/search?q=swan", "/api/search/suggest?q=swan"):
        response = client.get(address)
        assert response["Cache-Control"] == "public, max-age=1"
        assert client.get(address, headers={"if-none-match": response["ETag"]})
        assert "cookie" not in response.get("Vary", "").lower()


def test_what_nobody_may_see_is_in_no_answer(client, pages, dancer, indexed):
    indexed()
    show = pages["en"].show
    show.withdrawn_at = timezone.now()
    show.save()

    for text in ("swan", "li mei", "天鹅湖"):
        for address in ("/api/search", "/api/search/suggest"):
            found = client.get(address, {"q": text}).json()
            assert (found["shows"], found["groups"]) == ([], [])


def test_bad_input_is_answered_or_refused(client, pages, indexed):
    indexed()
    asked = [{"q": text} for text in BAD] + list(ODD)

    codes = {client.get("/api/search", query).status_code for query in asked}
    codes |= {client.get("/api/search/suggest", q).status_code for q in asked}

    assert codes == {200, 422}
    assert client.get("/api/search", {"language": "fr"}).status_code == 422


def test_no_engine_is_a_refusal(client, pages):
    for address in ("/api/search?q=swan", "/api/search/suggest?q=swan"):
        response = client.get(address)
        assert (response.status_code, response.json()["code"]) == (503, "search_down")
        assert "no-store" in response["Cache-Control"]


def test_it_is_described(client, db):
    paths = client.get("/api/openapi.json").json()["paths"]

    asked = {row["name"] for row in paths["/api/search"]["get"]["parameters"]}
    assert {"q", "kind", "from", "until", "page", "language"} <= asked
    assert "/api/search/suggest" in paths
