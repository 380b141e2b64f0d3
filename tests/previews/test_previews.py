"""Coming up: compiled from dates and openings, the editors' picks on top."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.previews.models import Pick, PreviewsPage
from content.previews.spans import Span, rest_of_month, this_week
from content.services import publish_show_page
from tests.factories import ShowFactory, offered_performance

SHANGHAI = ZoneInfo("Asia/Shanghai")
ADDRESS = "/en/previews/"


def playing(name, *, now, days=0.01, opens=-1, language="en"):
    show = ShowFactory(name_en=name, name_zh_hans=f"{name}戏", slug=name.lower())
    offered_performance(
        show=show,
        now=now,
        starts_at=now + timedelta(days=days),
        on_sale_from=now + timedelta(days=opens),
        seats=2,
    )
    publish_show_page(show, language=language, now=now)
    return show


def pick(show, reason, language="en"):
    page = PreviewsPage.objects.get(locale__language_code=language)
    Pick.objects.create(page=page, show=show, reason=reason, locale=page.locale)


def test_a_week_ends_on_the_houses_sunday_and_a_month_follows():
    # 17:00 UTC on a Sunday is Monday in Shanghai.
    monday = datetime(2026, 11, 22, 17, 0, tzinfo=UTC)

    week = this_week(monday, SHANGHAI)

    assert (week.first.isoformat(), week.until.isoformat()) == (
        "2026-11-23",
        "2026-11-30",
    )
    assert rest_of_month(week).until.isoformat() == "2027-01-01"


def test_early_in_a_month_the_rest_of_it_is_told():
    week = this_week(datetime(2026, 12, 1, 4, 0, tzinfo=UTC), SHANGHAI)
    month = rest_of_month(week)

    assert month == Span(week.until, datetime(2027, 1, 1, tzinfo=UTC).date())


@pytest.mark.django_db
def test_the_page_compiles_itself_in_both_languages(client, site, now):
    playing("Hamlet", now=now)
    playing("Carmen", now=now, days=90, opens=3)

    for address in (ADDRESS, "/zh-hans/previews/"):
        text = client.get(address).content.decode()
        assert "Hamlet" in text
        assert "Carmen" in text


@pytest.mark.django_db
def test_a_pick_stands_on_top_with_its_reason_while_it_plays(client, site, now):
    pick(playing("Hamlet", now=now), "Because of the ghost.")
    pick(playing("Faust", now=now, days=-3), "Because of the dog.")
    pick(playing("Medea", now=now), "因为她。", language="zh-hans")

    text = client.get(ADDRESS).content.decode()
    chinese = client.get("/zh-hans/previews/").content.decode()

    assert text.index("Because of the ghost.") < text.index("This week")
    assert "Because of the dog." not in text
    assert "因为她。" in chinese
    assert "因为她。" not in text


@pytest.mark.django_db
def test_an_empty_house_says_when_something_will_stand_here(client, site):
    text = client.get(ADDRESS).content.decode()

    assert "Nothing is announced at the moment." in text


@pytest.mark.django_db
def test_more_shows_ask_no_more_questions(client, site, now, kept):
    playing("Hamlet", now=now)
    playing("Carmen", now=now, days=90, opens=3)
    client.get(ADDRESS)
    few = _queries(client, "testserver:81")
    for n in range(6):
        playing(f"Play{n}", now=now, days=0.02 + n, opens=-1 if n % 2 else 2)

    assert _queries(client, "testserver:82") <= few


def _queries(client, host):
    with CaptureQueriesContext(connection) as queries:
        assert client.get(ADDRESS, headers={"host": host}).status_code == 200
    return len(queries)


@pytest.mark.django_db
def test_an_editor_picks_shows_with_reasons(editor, now):
    show = playing("Hamlet", now=now)
    page = PreviewsPage.objects.get(locale__language_code="en")
    form = {
        "title": page.title,
        "slug": page.slug,
        "intro": "What to see.",
        "picks-TOTAL_FORMS": "1",
        "picks-INITIAL_FORMS": "0",
        "picks-MIN_NUM_FORMS": "0",
        "picks-MAX_NUM_FORMS": "6",
        "picks-0-show": str(show.pk),
        "picks-0-reason": "Because of the ghost.",
        "picks-0-ORDER": "1",
        "picks-0-DELETE": "",
        "comments-TOTAL_FORMS": "0",
        "comments-INITIAL_FORMS": "0",
        "action-publish": "1",
    }

    response = editor.post(reverse("wagtailadmin_pages:edit", args=[page.pk]), form)

    assert response.status_code == 302, response.context["form"].errors
    assert "Because of the ghost." in editor.get(ADDRESS).content.decode()
