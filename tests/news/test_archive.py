"""News by month, category and tag; what is none of them is not found."""

from datetime import date

import pytest

from content.news.models import Category

pytestmark = pytest.mark.django_db
NEWS = "/en/news/"


def _titles(client, path):
    response = client.get(path)
    assert response.status_code == 200
    return [card.title for card in response.context["cards"]]


@pytest.fixture
def stories(tell, backstage):
    tell("October", date=date(2026, 10, 31))
    tell("First", date=date(2026, 11, 1), category=backstage, tags=["Kunqu"])
    tell("Last", date=date(2026, 11, 30), tags=["Kunqu", "Lights"])


def test_the_newest_comes_first(stories, client):
    assert _titles(client, NEWS) == ["Last", "First", "October"]


@pytest.mark.parametrize(
    ("path", "titles"),
    [
        ("2026/11/", ["Last", "First"]),
        ("2026/10/", ["October"]),
        ("category/backstage/", ["First"]),
        ("tag/kunqu/", ["Last", "First"]),
    ],
)
def test_the_address_narrows_them_down(stories, client, path, titles):
    assert _titles(client, NEWS + path) == titles


@pytest.mark.parametrize(
    "path",
    [
        "2026/09/",
        "2026/13/",
        "2026/00/",
        "0000/01/",
        "9999/12/",
        "2026/1/",
        "category/nothing/",
        "tag/nothing/",
        "never/",
    ],
)
def test_what_is_none_of_them_is_not_found(stories, client, path):
    assert client.get(NEWS + path).status_code == 404


def test_a_tag_may_be_chinese(tell, client):
    tell("昆曲", language="zh-hans", tags=["昆曲"])

    assert _titles(client, "/zh-hans/news/tag/昆曲/") == ["昆曲"]


def test_a_tag_of_the_other_language_is_not_found(stories, client):
    assert client.get("/zh-hans/news/tag/kunqu/").status_code == 404


def test_the_other_language_has_the_same_month_and_category(stories, client):
    text = client.get(f"{NEWS}2026/11/").content.decode()

    assert 'hreflang="zh-Hans" href="http://testserver/zh-hans/news/2026/11/"' in text
    assert "No story" not in text
    other = client.get("/zh-hans/news/2026/11/").content.decode()
    assert "还没有中文稿件" in other


def test_an_empty_category_is_told_not_refused(stories, client):
    Category.objects.create(name_en="Members", slug="members")

    assert _titles(client, f"{NEWS}category/members/") == []


def test_months_and_categories_are_counted(stories, client):
    context = client.get(NEWS).context

    assert [(m.title, m.count) for m in context["months"]] == [
        ("November 2026", 2),
        ("October 2026", 1),
    ]
    assert [(c.title, c.count) for c in context["categories"]] == [
        ("All", 3),
        ("Backstage", 1),
    ]


def test_many_stories_come_in_pages(tell, client):
    for n in range(15):
        tell(f"No. {n}")

    second = client.get(f"{NEWS}?page=2")

    assert len(second.context["cards"]) == 2
    assert 'aria-current="page">2<' in second.content.decode()
