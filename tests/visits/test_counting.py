"""Who is counted, who is not, and what is kept of them."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import OperationalError, connection
from django.test import Client

from content.visits import counting, sightings
from content.visits.counting import flush, waiting
from content.visits.folding import fold
from content.visits.models import DayKey, ShowDay, Sighting, SiteDay, VisitDay
from tests.factories import UserFactory
from tests.visits.conftest import FIREFOX, IPHONE, PAGE, Person

pytestmark = pytest.mark.django_db


def _people():
    return sum(SiteDay.objects.values_list("people", flat=True))


def test_somebody_is_counted_once_a_day_however_often_they_look(pages, show, count):
    for _ in range(3):
        Person().looks_at()
    count()

    assert SiteDay.objects.values_list("people", "views").get() == (1, 3)
    assert ShowDay.objects.values_list("show", "people").get() == (show.pk, 1)


def test_two_people_behind_one_address_are_two(pages, count):
    Person(agent=FIREFOX).looks_at()
    Person(agent=IPHONE).looks_at()
    Person("203.0.113.8").looks_at()
    count()

    assert _people() == 3


def test_a_show_counts_who_reads_both_languages_once(pages, show, count):
    Person().looks_at("/en/shows/swan-lake/")
    Person().looks_at("/zh-hans/shows/swan-lake/")
    count()

    assert ShowDay.objects.get().people == 1
    by_language = VisitDay.objects.values_list("language", "page", "people")
    assert sorted(by_language) == [
        ("en", pages["en"].pk, 1),
        ("zh-hans", pages["zh-hans"].pk, 1),
    ]


def test_a_kept_page_counts_and_asks_the_database_nothing(
    pages, count, django_assert_num_queries
):
    first = Person().looks_at()
    with django_assert_num_queries(0):
        second = Person("203.0.113.9").looks_at()
    count()

    assert _people() == 2
    assert second.content == first.content
    assert not second.cookies


def test_who_has_the_page_already_has_seen_it_again(pages, count):
    first = Person().looks_at()
    again = Person().looks_at(if_none_match=first["ETag"])
    count()

    assert again.status_code == 304
    assert SiteDay.objects.get().views == 2


def test_the_day_tells_page_source_language_and_device(pages, show, count):
    Person(agent=IPHONE).looks_at(referer="https://www.baidu.com/")
    count()

    row = VisitDay.objects.get()
    assert (row.page, row.show) == (pages["en"].pk, show)
    assert (row.language, row.source, row.device) == ("en", "search", "phone")


@pytest.mark.parametrize(
    "headers",
    [
        {"sec_purpose": "prefetch"},
        {"sec_purpose": "prefetch;prerender"},
        {"purpose": "prefetch"},
        {"x_moz": "prefetch"},
        {"x_purpose": "preview"},
        {"sec_fetch_dest": "empty"},
        {"cookie": "marquee_staff=1"},
        {"user_agent": "Googlebot/2.1 (+http://www.google.com/bot.html)"},
        {"user_agent": ""},
    ],
)
def test_robots_early_fetches_and_staff_are_left_out(pages, count, headers):
    assert Person().looks_at(**headers).status_code == 200
    count()

    assert _people() == 0
    assert not Sighting.objects.exists()


def test_a_question_for_the_headers_alone_is_no_visit(pages, count):
    assert Person().looks_at(method="head").status_code == 200
    count()

    assert _people() == 0


def test_a_preview_is_no_visit(pages):
    pages["en"].make_preview_request()

    assert waiting() == 0


@pytest.mark.parametrize("path", ["/brand.css", "/robots.txt", "/en/nowhere/"])
def test_what_is_no_page_is_not_counted(pages, path):
    Person().looks_at(path)

    assert waiting() == 0


def test_a_browser_of_staff_is_known_from_the_admin_on(pages, count):
    client = Client()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    client.get("/admin/")
    del client.cookies["sessionid"]

    client.get(PAGE, headers={"user-agent": FIREFOX})
    count()

    assert client.cookies["marquee_staff"].value == "1"
    assert _people() == 0


def test_the_visitors_fragment_tells_staff_apart_too(pages):
    client = Client()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))

    client.get("/en/visitor/")

    assert client.cookies["marquee_staff"].value == "1"


def test_a_member_is_told_apart_by_nothing(pages):
    client = Client()
    client.force_login(UserFactory())

    client.get("/en/visitor/")
    client.get(PAGE, headers={"user-agent": FIREFOX})

    assert "marquee_staff" not in client.cookies
    assert waiting() == 1


def test_nothing_of_a_person_is_kept(pages, count, now):
    canary = Person("198.51.100.77", f"{FIREFOX} Canary/77")
    canary.looks_at(referer="https://canary77.example/secret?me=ada")
    count()

    for at in (now, now + timedelta(days=2)):
        fold(now=at)
        kept = _everything_in_the_database()
        assert "198.51.100" not in kept
        assert "anary" not in kept.replace("test_nothing", "")
        assert "ada" not in kept
    assert _people() == 1


def _everything_in_the_database():
    rows = []
    for model in apps.get_app_config("visits").get_models():
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            rows.extend(str(row) for row in cursor.fetchall())
    return "\n".join(rows)


def test_a_day_that_is_over_is_closed_and_its_key_destroyed(pages, count, now):
    Person().looks_at()
    count()

    fold(now=now + timedelta(days=1, minutes=20))

    assert not DayKey.objects.exists()
    assert not Sighting.objects.exists()
    assert _people() == 1


def test_what_comes_after_its_day_was_closed_changes_nothing(pages, count, now):
    Person().looks_at()
    count()
    tomorrow = now + timedelta(days=1, minutes=20)
    fold(now=tomorrow)
    Person("203.0.113.8").looks_at()

    count(at=tomorrow)

    assert _people() == 1
    assert not DayKey.objects.exists()


def test_somebody_has_another_number_each_day(pages, count, now):
    glance = sightings.Glance(
        now.timestamp(),
        sightings.Visited(1, None, "en"),
        "203.0.113.7",
        FIREFOX,
        "",
        "",
    )

    assert sightings.person_of(glance, b"a" * 32) != sightings.person_of(
        glance, b"b" * 32
    )
    assert sightings.person_of(glance, b"a" * 32) == sightings.person_of(
        glance, b"a" * 32
    )


def test_counting_twice_counts_the_same(pages, count):
    Person().looks_at()
    count()
    count()

    assert _people() == 1
    assert VisitDay.objects.get().views == 1


def test_visits_wait_for_a_database_that_does_not_answer(pages, count, monkeypatch):
    def refuse(*_words, **_more):
        raise OperationalError("locked")

    Person().looks_at()
    with monkeypatch.context() as patch:
        patch.setattr(counting, "write_down", refuse)
        assert flush() == 0
    assert waiting() == 1
    count()

    assert _people() == 1


def test_the_list_is_bounded(pages, monkeypatch):
    glance = sightings.Glance(
        0.0, sightings.Visited(1, None, "en"), "203.0.113.7", FIREFOX, "", ""
    )
    for _ in range(counting.MOST + 10):
        counting.note(glance)

    assert waiting() == counting.MOST


def test_the_visits_of_a_show_that_is_gone_are_still_the_sites(pages, count, show):
    Person().looks_at()
    flush()
    Sighting.objects.update(show=show.pk + 1000)
    count()

    assert _people() == 1
    assert not ShowDay.objects.exists()
