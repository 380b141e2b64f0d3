"""The page of results: what it shows, what it never shows, and what may be typed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import PageViewRestriction

from content.services import publish_show_page, story_of
from search.asked import SHOWS_ON_A_PAGE
from search.models import Promotion, Synonym
from tests.factories import ShowFactory, ShowKindFactory, on_sale_now
from ticketing.shows.models import Company, CompanyRole, Credit, Person, Work

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]


def see(client, query="", language="en"):
    response = client.get(f"/{language}/search/", query)
    response.text = response.content.decode()
    return response


def titles(response):
    return [found.card.title for found in response.context["shows"]]


def facet(response, name):
    return {
        option.value: (option.count, option.is_chosen)
        for each in response.context["facets"]
        for option in each.options
        if option.name == name
    }


@pytest.fixture
def swan_lake(pages, show):
    """With a company, a composer and a dancer."""
    tchaikovsky = Person.objects.create(
        name_en="Pyotr Tchaikovsky", name_zh_hans="柴可夫斯基"
    )
    work = Work.objects.create(
        name_en="Swan Lake, Op. 20", name_zh_hans="天鹅湖，作品20", creator=tchaikovsky
    )
    show.programme.create(work=work)
    dancer = Person.objects.create(name_en="Li Mei", name_zh_hans="李梅")
    Credit.objects.create(show=show, person=dancer, role_en="Odette")
    company = Company.objects.create(name_en="Riverline Ballet")
    show.show_companies.create(company=company, role=CompanyRole.PERFORMING)
    return show


def test_a_show_is_found_and_says_why(client, swan_lake, indexed):
    indexed()

    by_name = see(client, {"q": "swan"})
    by_part = see(client, {"q": "li mei"})
    by_composer = see(client, {"q": "Chaikovsky"})
    by_company = see(client, {"q": "riverline"})
    by_pinyin = see(client, {"q": "tianehu"}, "zh-hans")
    in_chinese = see(client, {"q": "天鹅湖"})

    assert "<mark>Swan</mark> Lake" in by_name.text
    assert "Odette: <mark>Li Mei</mark>" in by_part.text
    assert "Pyotr <mark>Tchaikovsky</mark>" in by_composer.text
    assert by_composer.context["is_near"]
    assert "<mark>Riverline</mark> Ballet" in by_company.text
    assert "<mark>天鹅湖</mark>" in by_pinyin.text
    assert "Also called: <mark>天鹅湖</mark>" in in_chinese.text
    assert "¥100" in by_name.text
    assert "4 left" in by_name.text


def test_the_page_is_nobodys_to_index_and_knows_its_other_language(client, indexed):
    indexed()

    page = see(client, {"q": "swan", "kind": ["drama", "song"], "page": "1"})

    assert '<meta name="robots" content="noindex, nofollow">' in page.text
    assert (
        "/zh-hans/search/?kind=drama&amp;kind=song&amp;page=1&amp;q=swan" in page.text
    )


def test_facets_narrow_and_are_counted_as_if_they_did_not(client, site, indexed):
    drama, song = on_sale_now(), on_sale_now(price="600")
    song.show.kind = ShowKindFactory(code="song", name_en="Song and dance")
    song.show.save()
    indexed()

    page = see(client, {"kind": "song"})

    assert titles(page) == [song.show.name_en]
    assert facet(page, "kind") == {"drama": (1, False), "song": (1, True)}
    assert facet(page, "price") == {"1000": (1, False)}
    assert facet(page, "when") == {"month": (1, False)}
    assert [chip.title for chip in page.context["chips"]] == ["Song and dance"]
    assert page.context["chips"][0].url == "/en/search/"
    both = see(client, {"kind": "song", "price": "200"})
    assert titles(both) == []
    looser = [(one.title, one.count) for one in both.context["otherwise"].looser]
    assert looser == [("Song and dance", 1), ("¥100–200", 1)]
    assert drama.show.name_en in titles(see(client, {"kind": "drama", "price": "200"}))


def test_days_are_the_houses_and_hold_with_what_can_be_had(client, site, indexed):
    show = ShowFactory()
    soon = on_sale_now(show=show)
    gone = on_sale_now(show=show)
    gone.starts_at += timedelta(days=10)
    gone.ends_at += timedelta(days=10)
    gone.on_sale_from = gone.starts_at - timedelta(days=1)
    gone.save()
    indexed()
    near, far = soon.local_start.date(), gone.local_start.date()

    def shown(**asked):
        return titles(see(client, {name: str(value) for name, value in asked.items()}))

    assert shown(**{"from": near, "until": near}) == [show.name_en]
    assert shown(**{"from": far, "until": near}) == [show.name_en]
    assert shown(**{"from": far, "until": far}) == [show.name_en]
    assert shown(**{"from": far, "until": far, "state": "open"}) == []
    assert shown(**{"from": near, "until": near, "state": "open"}) == [show.name_en]
    assert shown(**{"from": near + timedelta(days=1), "until": near}) == [show.name_en]


def test_what_is_narrowed_to_a_person_is_called_so(client, swan_lake, indexed):
    indexed()
    dancer = Person.objects.get(name_en="Li Mei")

    page = see(client, {"person": str(dancer.pk)})
    strange = see(client, {"person": "987654", "kind": "opera", "venue": "7x"})

    assert titles(page) == ["Swan Lake"]
    assert "<title>Shows with Li Mei" in page.text
    assert strange.context["chips"] == []
    assert titles(strange) == ["Swan Lake"]


def test_others_are_found_in_groups_that_lead_on(client, swan_lake, indexed):
    indexed()

    page = see(client, {"q": "tchaikovsky"})

    [group, works] = page.context["groups"]
    person = Person.objects.get(name_en="Pyotr Tchaikovsky")
    assert (group.title, group.items[0].url) == (
        "People",
        f"/en/search/?person={person.pk}",
    )
    assert works.items[0].title == "Swan Lake, Op. 20"


def test_what_is_past_is_told_of_and_labelled(client, site, indexed):
    past = on_sale_now(show=ShowFactory(name_en="Lanterns of Old"))
    past.starts_at -= timedelta(days=60)
    past.ends_at = past.starts_at + timedelta(hours=2)
    past.save()
    indexed()

    page = see(client, {"q": "lanterns"})

    assert titles(page) == []
    assert page.context["past"].count == 1
    old = client.get(page.context["past"].url)
    assert titles(old) == ["Lanterns of Old"]
    assert "Past" in old.content.decode()


def test_what_the_house_recommends_stands_first(client, swan_lake, indexed):
    other = on_sale_now(show=ShowFactory(name_en="The Lake House")).show
    Promotion.objects.create(words="ballet", show=other)
    indexed()

    page = see(client, {"q": "ballet"})

    assert titles(page) == ["The Lake House", "Swan Lake"]
    assert "Recommended by the house" in page.text
    assert titles(see(client, {"q": "ballet", "sort": "date"})) == ["Swan Lake"]


def test_what_staff_call_the_same_is_found_and_marked(client, swan_lake, indexed):
    Synonym.objects.create(words="schwanensee, swan lake")
    indexed()

    assert (
        "<mark>Swan</mark> <mark>Lake</mark>" in see(client, {"q": "schwanensee"}).text
    )


def test_nothing_found_is_no_dead_end(client, pages, indexed):
    indexed()

    page = see(client, {"q": "xyzzyq", "kind": "drama"})

    assert "No show fits “xyzzyq”." in page.text
    assert [one.url for one in page.context["otherwise"].looser] == [
        "/en/search/?kind=drama"
    ]


def test_no_engine_is_told_in_the_readers_language(client, pages):
    english, chinese = see(client, {"q": "a"}), see(client, {"q": "a"}, "zh-hans")

    assert (english.status_code, chinese.status_code) == (503, 503)
    assert "The search does not answer" in english.text
    assert "The search does not answer" not in chinese.text
    assert client.get("/en/").status_code == 200


@pytest.fixture
def seen_by_none(client, swan_lake, indexed):
    """The search after the index was made, as it stands until it is made again."""
    indexed()

    def look(*texts):
        texts = texts or ("swan lake", "tchaikovsky", "riverline", "li mei", "天鹅湖")
        return [see(client, {"q": text}) for text in texts]

    return look


def test_a_withdrawn_show_is_in_no_answer_of_an_old_index(swan_lake, seen_by_none):
    swan_lake.withdrawn_at = timezone.now()
    swan_lake.save()

    for page in seen_by_none():
        assert (titles(page), page.context["groups"]) == ([], [])
        assert facet(page, "person") == facet(page, "company") == {}
        assert "Li Mei" not in page.text


def test_a_draft_is_in_no_answer_of_an_old_index(pages, seen_by_none):
    for page in pages.values():
        page.unpublish()

    assert [titles(page) for page in seen_by_none()] == [[]] * 5


def test_a_private_page_lends_no_word_to_a_row(client, pages, seen_by_none):
    secret = pages["en"]
    secret.title, secret.summary = "Secret title", "Secret summary"
    secret.save()
    PageViewRestriction.objects.create(
        page=secret, restriction_type=PageViewRestriction.LOGIN
    )

    for page in seen_by_none():
        assert "Secret" not in page.text
        assert titles(page) in ([], ["天鹅湖"])


BAD = (
    "",
    " ",
    "x" * 10_000,
    "湖" * 10_000,
    "?!… —",
    '+-&|!(){}[]^"~*?:\\/ AND OR',
    "name:swan",
    '"swan',
    'swan" lake "',
    "\x00\x01\x1f\x7f swan",
    "\u202e\ufeff\ud83d".encode("utf-8", "ignore").decode(),
    "<script>alert(1)</script>",
    "%' OR 1=1 --",
    "a " * 100,
)
ODD = (
    {"from": "2026-12-31", "until": "2026-01-01"},
    {"from": "0001-01-01", "until": "9999-12-31"},
    {"from": "yesterday", "until": "31.12.2026"},
    {"when": "someday", "sort": "random", "state": "x", "price": "7", "past": "2"},
    {"kind": ["x\x00", "y" * 500] * 50, "city": ["Atlantis"] * 30},
    {"person": ["0", "-1", "9" * 30, "1e3", "٣"], "work": str(10**17)},
    {"page": str(10**9)},
    {"page": "0"},
    {"page": "-1"},
    {"page": "1.5"},
    {"colour": "red", "q": ["a", "b"]},
)


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_bad_input_has_an_answer(client, pages, indexed, language):
    indexed()
    asked = [{"q": text} for text in BAD] + list(ODD)

    codes = [see(client, query, language).status_code for query in asked]

    assert codes == [200] * len(asked)


def test_marks_alone_are_no_question(client, pages, indexed):
    indexed()

    page = see(client, {"q": "?!…"})

    assert "There is no word in “?!…”" in page.text
    assert titles(page) == ["Swan Lake"]


def test_what_was_typed_is_never_run(client, pages, indexed):
    indexed()

    page = see(client, {"q": "<script>alert(1)</script>"})

    assert "<script>alert" not in page.text


def test_a_page_behind_the_last_is_the_last(client, site, indexed):
    shows = [on_sale_now(seats=1).show for _ in range(SHOWS_ON_A_PAGE + 1)]
    indexed()

    page = see(client, {"page": str(10**9)})

    assert len(titles(page)) == 1
    assert page.context["count"] == len(shows)
    assert [link.number for link in page.context["pages"]] == ["1", "2"]


def test_a_page_takes_as_many_queries_however_many_shows(
    client, site, indexed, kept, django_assert_max_num_queries
):
    for number in range(6):
        performance = on_sale_now(show=ShowFactory(name_en=f"Swan {number}"), seats=1)
        publish_show_page(
            performance.show,
            language="en",
            title=f"Swan {number}",
            summary="Swans!",
            story=story_of(["Swans"]),
            now=timezone.now(),
        )
    indexed()
    see(client, {"q": "swan"})

    with django_assert_max_num_queries(22):
        see(client, {"q": "swan", "sort": "date"})
