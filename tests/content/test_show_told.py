"""A show's page: reviews, portraits, what to know, and what was told of it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.announcements.models import (
    AnnouncementIndexPage,
    AnnouncementPage,
    AnnouncementShow,
)
from content.days import house_today
from content.models import PersonPortrait, ShowReview
from content.services import publish_show_page
from content.specials.models import SpecialIndexPage, SpecialPage, SpecialShow
from ground import keeping
from tests.factories import ShowFactory
from tests.small_site import picture
from ticketing.shows.models import Credit, Person

pytestmark = pytest.mark.django_db
# What a page with everything on it may ask where nothing is kept.
MOST_QUERIES = 34


@pytest.fixture
def cast(show):
    people = [Person.objects.create(name_en=name) for name in ("Odile", "Rothbart")]
    for person, role in zip(
        [*people, people[0]], ["Swan", "Owl", "Direction"], strict=True
    ):
        Credit.objects.create(show=show, person=person, role_en=role)
    PersonPortrait.objects.create(person=people[0], image=picture("odile"), credit="Yu")
    return people


@pytest.fixture
def told_page(show, pages, cast, now):
    review = {"text": "A marvel.", "source": "The River Post"}
    return publish_show_page(
        show,
        language="en",
        latecomers_note="At the interval, by the left door.",
        age_note="with an adult",
        reviews=[ShowReview(stars=Decimal("4.5"), **review), ShowReview(**review)],
        now=now,
    )


def announce(show, now, title="Extra dates"):
    index = AnnouncementIndexPage.objects.get(locale__language_code="en")
    page = AnnouncementPage(
        title=title,
        summary="Two more evenings.",
        appears_on=house_today(now) - timedelta(days=1),
        locale=index.locale,
    )
    page.shows = [AnnouncementShow(show=show)]
    index.add_child(instance=page)


def write_special(show, title="Behind the lake"):
    index = SpecialIndexPage.objects.get(locale__language_code="en")
    page = SpecialPage(title=title, standfirst="A read.", locale=index.locale)
    page.shows = [SpecialShow(show=show)]
    index.add_child(instance=page)


def text_of(client, page):
    return client.get(page.get_url()).content.decode()


def test_reviews_and_what_to_know_are_told(told_page, client):
    text = text_of(client, told_page)

    for said in (
        "A marvel.",
        "The River Post",
        "4½ of 5 stars",
        "At the interval, by the left door.",
        "with an adult",
    ):
        assert said in text
    assert text.count('class="stars"') == 1


def test_a_person_has_one_face_with_all_roles(told_page, client):
    text = text_of(client, told_page)

    assert text.count("Odile") == 1
    assert "Direction" in text
    assert "Yu" in text
    assert "Rothbart" in text


def test_what_the_house_told_of_the_show_stands_there(told_page, show, now, client):
    announce(show, now)
    announce(ShowFactory(), now, "Of another")
    write_special(show)

    text = text_of(client, told_page)

    assert "Extra dates" in text
    assert "Behind the lake" in text
    assert "Of another" not in text


@pytest.mark.usefixtures("kept")
def test_more_of_everything_costs_no_more_queries(told_page, show, now, client):
    def asked():
        client.get(told_page.get_url())
        keeping.forget_all()
        with CaptureQueriesContext(connection) as queries:
            response = client.get(told_page.get_url(), HTTP_HOST="testserver:81")
        assert response.status_code == 200
        return len(queries)

    announce(show, now)
    write_special(show)
    once = asked()
    for n in range(3):
        announce(show, now, f"Again {n}")
        write_special(show, f"More {n}")
        person = Person.objects.create(name_en=f"Dancer {n}")
        Credit.objects.create(show=show, person=person, role_en="Swan")
        PersonPortrait.objects.create(person=person, image=picture(f"face-{n}"))

    assert asked() <= once <= MOST_QUERIES


@pytest.mark.parametrize("stars", ["5.5", "-1", "3.3"])
def test_stars_that_nobody_can_draw_are_refused(told_page, stars):
    review = ShowReview(page=told_page, text="A", source="B", stars=Decimal(stars))

    with pytest.raises(ValidationError) as refused:
        review.full_clean()
    assert set(refused.value.message_dict) == {"stars"}


def test_the_interface_tells_reviews(told_page, client):
    told = client.get(f"/api/v2/pages/{told_page.pk}/?fields=*").json()

    assert [row["stars"] for row in told["reviews"]] == ["4.5", None]
    assert told["latecomers_note"] == "At the interval, by the left door."


def test_an_editor_gives_a_portrait_by_a_persons_name(editor, pages, cast):
    found = editor.get("/admin/people/choose/results/", {"q": "roth"})
    form = editor.get("/admin/snippets/content/personportrait/add/")

    assert b"Rothbart" in found.content
    assert b"Odile" not in found.content
    assert form.status_code == 200
