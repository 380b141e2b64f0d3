"""What is suggested while somebody types."""

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from content.models import StandardPage
from content.services import story_of
from ground.keeping import forget_all
from search.suggesting import MOST
from tests.factories import ShowFactory, on_sale_now
from tests.search.test_results import BAD
from ticketing.shows.models import Credit, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


@pytest.fixture
def typed(client):
    """The list under the box for a text, as HTML."""

    def typed(text, language="en"):
        response = client.get(f"/{language}/search/suggest/", {"q": text})
        assert response.status_code == 200
        return response.content.decode()

    return typed


@pytest.fixture
def dancer(show):
    person = Person.objects.create(name_en="Anna Swansea", name_zh_hans="安娜")
    return Credit.objects.create(show=show, person=person).person


def test_one_chinese_character_or_two_others_are_enough(typed, pages, indexed):
    indexed()

    assert "Swan" in typed("sw")
    assert "<mark>湖</mark>" in typed("湖", "zh-hans")
    assert "天鹅湖" in typed("teh", "zh-hans")
    assert "option" not in typed("s") + typed(" ") + typed("?!")


def test_a_show_comes_with_date_and_price_others_with_their_group(
    typed, pages, dancer, performance, indexed
):
    indexed()

    shown = typed("swan")

    assert 'role="listbox"' in shown
    assert "¥100" in shown
    assert str(performance.local_start.day) in shown
    assert "People" in shown
    assert f"/en/search/?person={dancer.pk}" in shown
    assert 'data-said="2 suggestions"' in shown
    assert 'href="/en/search/?q=swan"' in shown


def test_there_are_never_more_than_a_few(typed, indexed):
    for number in range(12):
        on_sale_now(show=ShowFactory(name_en=f"Swan {number}"), seats=1)
        Credit.objects.create(
            show=ShowFactory(),
            person=Person.objects.create(name_en=f"Swan Person {number}"),
        )
    indexed()

    assert typed("swan").count('role="option"') == MOST


def test_what_nobody_may_see_is_not_suggested(typed, site, pages, dancer, indexed):
    page = StandardPage(title="Swan rules", slug="rules", body=story_of(["Swans"]))
    site["en"].add_child(instance=page)
    indexed()
    assert "<mark>Swan</mark> rules" in typed("swan")

    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.LOGIN
    )
    show = pages["en"].show
    show.withdrawn_at = timezone.now()
    show.save()
    forget_all()

    # Written otherwise, so that it is no page that was kept.
    assert typed("SWAN") == typed("xyzzy")


def test_a_draft_is_not_suggested(typed, pages, indexed):
    indexed()
    for page in pages.values():
        page.unpublish()

    assert "option" not in typed("swan")


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_whatever_is_typed_has_an_answer(typed, pages, indexed, language):
    indexed()

    for text in BAD:
        assert "<script" not in typed(text, language)


def test_without_an_engine_there_is_nothing_and_the_page_stands(client, pages):
    assert client.get("/en/search/suggest/", {"q": "swan"}).status_code == 503
    home = client.get("/en/").content.decode()
    assert 'action="/en/search/"' in home
    assert 'data-suggest="/en/search/suggest/"' in home
