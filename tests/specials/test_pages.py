"""Specials: what they say, what lives on them, and what they cost the database."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.specials.models import SpecialPage
from content.specials.selectors import about_shows, latest_specials
from tests.factories import ShowFactory, offered_performance
from tests.small_site import picture

pytestmark = pytest.mark.django_db
INDEX = "/en/specials/"
ELSEWHERE = {"HTTP_HOST": "testserver:81"}


def queries_of(ask):
    with CaptureQueriesContext(connection) as queries:
        ask()
    return len(queries)


def dates(*shows, performances=()):
    keys = {"shows": [s.pk for s in shows], "performances": list(performances)}
    return ("dates", {"title": "", **keys})


def everything(image):
    answers = [{"question": "Why now?", "answer": "<p>Because of spring.</p>"}]
    shown = [
        {"image": image.pk, "alternative": f"Scene {n}", "caption": f"Act {n}"}
        for n in (1, 2)
    ]
    review = {"stars": "4.5", "text": "A marvel.", "source": "The River Post"}
    link = {"title": "Rehearsal", "link": "https://films.example/1"}
    return [
        ("heading", "The beginning"),
        ("paragraph", "<p>It began in winter.</p>"),
        ("quote", {"text": "I never slept.", "source": "The director"}),
        ("image", {"image": image.pk, "alternative": "A lake", "caption": "Lake"}),
        ("interview", {"speaker": "Odile Swan", "role": "Dancer", "answers": answers}),
        ("review", {**review, "link": "https://post.example/1"}),
        ("timeline", {"moments": [{"when": "1877", "title": "First night"}]}),
        ("gallery", {"pictures": shown}),
        ("video", link),
        ("roundup", {"title": "", "most": 3}),
    ]


def test_every_block_is_told(publish, show, client):
    page = publish(shows=[show], body=everything(picture("lake")))

    text = client.get(page.url).content.decode()

    for said in (
        "The beginning",
        "It began in winter.",
        "I never slept.",
        'alt="A lake"',
        "Odile Swan",
        "Why now?",
        "Because of spring.",
        "4½ of 5 stars",
        'data-halves="9"',
        'href="https://post.example/1"',
        "1877",
        "First night",
        'alt="Scene 2"',
        "Act 2",
        'href="https://films.example/1"',
    ):
        assert said in text, said


def test_dates_are_live_with_price_state_and_a_way_to_book(
    publish, pages, show, performance, now, client
):
    page = publish(body=[dates(show)])
    book = f'href="/en/performances/{performance.pk}/"'

    before = client.get(page.url).content.decode()
    performance.cancelled_at = now
    performance.save()
    after = client.get(page.url, **ELSEWHERE).content.decode()

    for said in ("Swan Lake", "¥100", "4 left", book):
        assert said in before, said
    assert book not in after


def test_dates_of_a_block_are_not_said_twice(publish, pages, show, performance, client):
    page = publish(shows=[show], body=[dates(show)])

    text = client.get(page.url).content.decode()

    assert text.count(f'href="/en/performances/{performance.pk}/"') == 1


def test_a_withdrawn_show_leaves_no_dates_and_breaks_nothing(
    publish, pages, show, performance, now, client
):
    page = publish(shows=[show], body=[dates(show), ("paragraph", "<p>Still</p>")])
    show.withdrawn_at = now
    show.save()

    response = client.get(page.url)

    assert response.status_code == 200
    assert "Still" in response.content.decode()
    assert f"/performances/{performance.pk}/" not in response.content.decode()


@pytest.mark.usefixtures("kept")
def test_blocks_of_dates_cost_the_same_however_many(publish, now, client):
    def special(count):
        shows = ShowFactory.create_batch(count)
        for n, show in enumerate(shows):
            offered_performance(
                show=show,
                now=now,
                starts_at=now + timedelta(days=2 + n),
                on_sale_from=now,
                seats=2,
            )
        body = [dates(one) for one in shows]
        page = publish(f"With {count}", shows=shows, body=body)
        client.get(page.url)
        return queries_of(lambda: client.get(page.url, **ELSEWHERE))

    special(1)

    assert special(2) >= special(7)


@pytest.mark.usefixtures("kept")
def test_cards_are_the_newest_first_and_cost_the_same(publish, show):
    ask = {"language": "en", "most": 9}
    publish("First", shows=[show])
    latest_specials(**ask)
    few = queries_of(lambda: latest_specials(**ask))
    publish("Second", shows=[show])
    publish("Third", shows=[show])

    assert queries_of(lambda: latest_specials(**ask)) == few <= 8
    assert [card.title for card in latest_specials(**ask)] == [
        "Third",
        "Second",
        "First",
    ]


def test_a_show_finds_its_specials(publish, show, performance):
    publish("By its show", shows=[show])
    publish("By its date", dates=[performance])
    publish("About another", shows=[ShowFactory()])

    cards = about_shows([show.pk], language="en", most=5)

    assert {card.title for card in cards} == {"By its show", "By its date"}


def test_both_languages_have_their_list(publish, client):
    publish("湖的一夜", slug="lake", language="zh-hans")

    chinese = client.get("/zh-hans/specials/").content.decode()

    assert "湖的一夜" in chinese
    assert "专题" in chinese
    assert "No special in this language yet." in client.get(INDEX).content.decode()


def test_unknown_and_unpublished_specials_are_not_found(publish, client):
    page = publish()
    SpecialPage.objects.get(pk=page.pk).unpublish()

    assert client.get(page.url).status_code == 404
    assert client.get(f"{INDEX}never/").status_code == 404


def test_the_interface_tells_blocks_and_live_dates(
    publish, pages, show, performance, client
):
    body = [*everything(picture("lake")), dates(show)]
    page = publish(shows=[show], body=body)

    told = client.get(f"/api/v2/pages/{page.pk}/?fields=*").json()

    assert [block["type"] for block in told["body"]] == [kind for kind, _ in body]
    (date,) = told["dates"]
    assert date["performance_id"] == performance.pk
    assert (date["state"], Decimal(date["lowest_price"])) == ("few", 100)
    assert date["book_url"] == f"/en/performances/{performance.pk}/"


def test_it_is_kept_whole_and_knows_no_visitor(publish, show, client):
    page = publish(shows=[show])

    response = client.get(page.url)

    assert not response.cookies
    assert "public" in response["Cache-Control"]
