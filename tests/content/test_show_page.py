"""A show's page: what it says, and what it costs the database."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from content.models import ShowIndexPage, ShowPage
from content.services import publish_show_page, story_of
from tests.factories import PerformanceFactory, offered_performance
from tests.small_site import gallery_of, picture
from ticketing.shows.models import (
    Company,
    Credit,
    Person,
    ProgrammeItem,
    ShowCompany,
    Work,
)

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def full_page(show, pages, now):
    """A page with all that a page can have, twice over."""
    for n in range(2):
        company = Company.objects.create(name_en=f"Company {n}")
        ShowCompany.objects.create(show=show, company=company, role="performing")
        person = Person.objects.create(name_en=f"Person {n}")
        Credit.objects.create(show=show, person=person, role_en="Odette", position=n)
        work = Work.objects.create(name_en=f"Work {n}", creator=person)
        ProgrammeItem.objects.create(show=show, work=work, position=n)
        offered_performance(
            show=show,
            now=now,
            starts_at=now + timedelta(days=9 + n),
            on_sale_from=now - timedelta(days=1),
            seats=4,
        )
    return publish_show_page(
        show,
        language="en",
        poster=picture("poster"),
        hero=picture("hero"),
        story=[
            *story_of(["First", "Second"]),
            ("image", {"image": picture("one"), "caption": "One"}),
            ("image", {"image": picture("two"), "caption": "Two"}),
        ],
        gallery=gallery_of("a", "b", "c"),
        now=now,
    )


def address(page):
    return page.get_url()


@pytest.mark.usefixtures("kept")
def test_a_show_page_costs_at_most_so_many_queries(client, full_page, kept):
    client.get(address(full_page))  # pictures are cut, settings are warm
    uncached = {"HTTP_HOST": "testserver:81"}  # the same site by another name
    client.get("/en/", **uncached)

    with CaptureQueriesContext(connection) as queries:
        response = client.get(address(full_page), **uncached)

    assert response.status_code == 200
    assert len(queries) <= MOST_QUERIES, "\n".join(q["sql"][:120] for q in queries)


def test_the_page_names_cast_programme_prices_and_pictures(client, full_page):
    text = client.get(address(full_page)).content.decode()

    for said in ("Person 1", "Odette", "Work 1", "Company 0", "¥100", "Great Hall"):
        assert said in text
    assert text.count('<img src="') == 6


def test_both_languages_answer_and_lead_to_each_other(client, pages):
    english, chinese = address(pages["en"]), address(pages["zh-hans"])
    in_english = client.get(english).content.decode()
    in_chinese = client.get(chinese).content.decode()

    assert '<html lang="en">' in in_english
    assert f'href="{chinese}" lang="zh-Hans"' in in_english
    assert '<html lang="zh-Hans">' in in_chinese
    assert "天鹅湖" in in_chinese
    assert f'href="{english}" lang="en"' in in_chinese


def test_a_row_leads_to_the_seats(client, pages, performance):
    text = client.get(address(pages["en"])).content.decode()

    assert f'href="/en/performances/{performance.pk}/"' in text


def test_a_withdrawn_show_still_answers_with_a_sentence(client, show, pages, now):
    show.withdrawn_at = now
    show.save()

    response = client.get(address(pages["en"]))

    assert response.status_code == 200
    assert "This show has been withdrawn" in response.content.decode()
    assert "Choose seats" not in response.content.decode()


def test_cancelled_and_opening_dates_stay_with_a_word(client, show, pages, now):
    later = {"show": show, "starts_at": now + timedelta(days=5)}
    PerformanceFactory(**later, cancelled_at=now)
    offered_performance(**later, now=now, on_sale_from=now + timedelta(days=1))

    text = client.get(address(pages["en"])).content.decode()

    assert "is cancelled. Orders are refunded in full" in text
    assert "Opens " in text


def test_the_short_address_leads_to_the_readers_language(client, pages):
    chinese = client.get("/s/swan-lake/", headers={"accept-language": "zh-CN"})
    english = client.get("/s/swan-lake/", headers={"accept-language": "de, en"})

    assert chinese["Location"] == address(pages["zh-hans"])
    assert english["Location"] == address(pages["en"])


def test_the_short_address_of_no_show_does_not_exist(client, site):
    assert client.get("/s/nothing/", follow=True).status_code == 404


def test_a_second_live_page_for_a_language_is_refused(show, pages):
    second = ShowPage(title="Again", slug="again", show=show)

    with pytest.raises(ValidationError, match="already has a page"):
        pages["en"].get_parent().add_child(instance=second)


def test_the_database_alone_refuses_a_second_live_page(show, pages, now):
    other = ShowPage(title="Draft", slug="draft", show=show, live=False)
    pages["en"].get_parent().add_child(instance=other)

    with pytest.raises(IntegrityError):
        ShowPage.objects.filter(pk=other.pk).update(live_for=pages["en"].live_for)


def test_publishing_again_changes_the_page_and_keeps_the_rest(show, pages, now):
    changed = publish_show_page(show, language="en", summary="Ballet", now=now)

    assert changed.pk == pages["en"].pk
    assert changed.summary == "Ballet"
    assert changed.title == "Swan Lake"
    assert changed.translation_key == pages["zh-hans"].translation_key


def test_planting_twice_plants_once(site, pages):
    assert ShowIndexPage.objects.count() == 2
