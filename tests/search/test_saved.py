"""Saved searches: the mail comes when a show comes that fits, and just then."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import PageViewRestriction

from content.days import house_today
from ground.keeping import forget_all
from ground.tasks.worker import Worker
from search.following.catching_up import catch_up
from search.models import SavedSearch, Telling
from search.models.saved import Ending
from search.saved.looking import look
from search.saved.services import YEAR, confirm, save_search
from search.saved.tasks import tidy
from tests.factories import ShowFactory, offered_performance

pytestmark = pytest.mark.django_db
ADA = "ada@example.org"


def work():
    """What waits to be mailed is mailed."""
    Worker(["mail"]).drain()


@pytest.fixture
def now(house):
    """Noon of today: minutes later it is the same day still."""
    here = timezone.now().astimezone(house.zone)
    return here.replace(hour=12, minute=0, second=0, microsecond=0)


@pytest.fixture
def house_with_index(site, indexed, now):
    """A house that has a show already, and looks for what comes."""
    offered(now, "Hamlet", "哈姆雷特")
    indexed()
    look(now=now)
    return site


def offered(now, english, chinese="", **more):
    show = ShowFactory(name_en=english, name_zh_hans=chinese, **more)
    offered_performance(
        show=show, now=now, starts_at=now + timedelta(days=9), on_sale_from=now, seats=2
    )
    return show


def saved(now, question="q=tosca", *, language="en", email=ADA):
    search = save_search(question, email=email, language=language, until=None, now=now)
    confirm(search, now=now)
    return search


def come(later):
    """The worker writes the index, looks what has come, and sends its mail."""
    forget_all()
    catch_up(now=later)
    look(now=later)
    work()


def test_a_mail_comes_when_a_fitting_show_is_put_on_sale(house_with_index, now):
    saved(now)
    offered(now, "Tosca", "托斯卡")
    offered(now, "Aida", "阿依达")

    come(now + timedelta(minutes=1))

    (sent,) = mail.outbox
    assert sent.to == [ADA]
    assert sent.subject == "1 new show for “tosca”"
    assert "Tosca" in sent.body
    assert "Aida" not in sent.body
    assert "¥" in sent.body
    assert "http://testserver/en/performances/" in sent.body
    assert sent.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_it_is_written_in_the_language_of_who_saved_it(house_with_index, now):
    saved(now, "q=%E6%89%98%E6%96%AF%E5%8D%A1", language="zh-hans")
    offered(now, "Tosca", "托斯卡")

    come(now + timedelta(minutes=1))

    (sent,) = mail.outbox
    assert "托斯卡" in sent.subject
    assert "Tosca" not in sent.body
    assert "/zh-hans/performances/" in sent.body


def test_of_a_show_a_search_is_told_once_and_of_shows_once_a_day(house_with_index, now):
    saved(now)
    offered(now, "Tosca")
    come(now + timedelta(minutes=1))
    come(now + timedelta(minutes=2))
    offered(now, "Tosca at the park")
    come(now + timedelta(minutes=3))
    assert len(mail.outbox) == 1

    come(now + timedelta(days=1))
    come(now + timedelta(days=2))

    assert [len(m.body.split("Tosca")) > 1 for m in mail.outbox] == [True, True]
    assert "Tosca at the park" in mail.outbox[1].body
    assert Telling.objects.count() == 2


def test_what_was_there_before_is_no_news(house_with_index, now):
    saved(now, "q=hamlet")

    come(now + timedelta(minutes=1))

    assert not mail.outbox


def test_the_filters_count(house_with_index, now):
    show = offered(now, "Tosca")
    city = show.performances.get().hall.venue.city_en
    saved(now, f"city={city}")
    saved(now, "city=Nowhere&q=tosca", email="bo@example.org")

    come(now + timedelta(minutes=1))

    assert [m.to for m in mail.outbox] == [[ADA]]


def _hidden(show, pages, site):
    for page in pages.values():
        page.unpublish()


def _private(show, pages, site):
    for home in site.values():
        PageViewRestriction.objects.create(
            page=home, restriction_type=PageViewRestriction.LOGIN
        )


def _withdrawn(show, pages, site):
    show.withdrawn_at = show.performances.get().starts_at
    show.save()


@pytest.mark.parametrize("hide", [_hidden, _private, _withdrawn])
def test_nobody_is_told_of_what_is_hidden(
    house_with_index, show, pages, now, site, hide
):
    saved(now, "q=swan")
    hide(show, pages, site)

    come(now + timedelta(minutes=1))

    assert not mail.outbox


def test_a_page_that_is_published_later_is_told_then(
    house_with_index, show, pages, now, site
):
    saved(now, "q=swan")
    _hidden(show, pages, site)
    come(now + timedelta(minutes=1))
    for page in pages.values():
        page.save_revision().publish()

    come(now + timedelta(minutes=2))

    (sent,) = mail.outbox
    assert "http://testserver/en/shows/swan-lake/" in sent.body


def test_what_was_withdrawn_before_its_mail_is_in_none(house_with_index, now):
    saved(now)
    show = offered(now, "Tosca")
    later = now + timedelta(minutes=1)
    catch_up(now=later)
    look(now=later)
    show.withdrawn_at = later
    show.save()

    work()

    assert Telling.objects.exists()
    assert not mail.outbox


def test_nothing_comes_after_it_was_ended_or_before_it_was_confirmed(
    house_with_index, now
):
    client = Client()
    unproved = save_search(
        "q=tosca", email="bo@example.org", language="en", until=None, now=now
    )
    ended = saved(now)
    client.post(
        reverse("search:saved-stop", args=[ended.secret]),
        {"List-Unsubscribe": "One-Click"},
    )
    offered(now, "Tosca")

    come(now + timedelta(minutes=1))

    assert not mail.outbox
    ended.refresh_from_db()
    assert (ended.ending, ended.email, ended.email_key) == (Ending.STOPPED, "", "")
    assert unproved.confirmed_at is None


def test_without_an_index_all_wait_and_are_told_afterwards(
    house_with_index, now, settings, tmp_path
):
    saved(now)
    offered(now, "Tosca")
    folder, settings.SEARCH_FOLDER = settings.SEARCH_FOLDER, tmp_path / "none"
    assert look(now=now + timedelta(minutes=1)) == 0
    settings.SEARCH_FOLDER = folder

    come(now + timedelta(minutes=2))

    assert len(mail.outbox) == 1


def test_a_year_ends_with_a_notice_unless_it_is_kept_on(house_with_index, now):
    kept, left = saved(now), saved(now, email="bo@example.org")
    near = now + YEAR - timedelta(days=10)
    tidy(now=near)
    tidy(now=near)
    work()
    assert sorted(m.to[0] for m in mail.outbox) == [ADA, "bo@example.org"]
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    assert "Keep it for another year" in Client().get(link).content.decode()

    Client().post(reverse("search:saved-keep", args=[kept.secret]))
    tidy(now=now + YEAR + timedelta(days=1))

    kept.refresh_from_db()
    left.refresh_from_db()
    assert (kept.ending, left.ending, left.email) == ("", Ending.EXPIRED, "")


def test_what_nobody_confirms_or_needs_is_deleted(house_with_index, now):
    save_search("q=a", email=ADA, language="en", until=None, now=now)
    ended = saved(now, "q=b")
    Client().post(reverse("search:saved-stop", args=[ended.secret]))

    tidy(now=now + timedelta(days=6))
    assert SavedSearch.objects.count() == 2
    tidy(now=now + timedelta(days=8))
    assert SavedSearch.objects.count() == 1
    tidy(now=now + timedelta(days=40))
    assert not SavedSearch.objects.exists()


def test_days_of_ones_own_end_it(house_with_index, now):
    today = house_today(now)
    search = save_search(
        f"until={today}", email=ADA, language="en", until=today, now=now
    )
    confirm(search, now=now)

    tidy(now=now)
    tidy(now=now + timedelta(days=2))
    work()

    search.refresh_from_db()
    assert search.ending == Ending.EXPIRED
    assert not mail.outbox
