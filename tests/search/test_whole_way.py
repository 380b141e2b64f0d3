"""From a search in vain to what the house does about it, and to the mail."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content.services import publish_show_page, story_of
from content.visits.counting import flush
from ground.keeping import forget_all
from ground.tasks.worker import Worker
from search.models import SavedSearch
from search.tasks import follow, look_for_saved
from tests.factories import ShowFactory, offered_performance
from tests.visits.conftest import FIREFOX

pytestmark = pytest.mark.django_db


def _work():
    """What the worker does within a minute."""
    follow.call()
    look_for_saved.call()
    Worker(["mail"]).drain()
    forget_all()


def _show(**names):
    show = ShowFactory(**names)
    now = timezone.now()
    offered_performance(
        show=show, now=now, starts_at=now + timedelta(days=9), on_sale_from=now, seats=2
    )
    return show


def _search(text):
    """What a visitor reads."""
    page = Client().get("/en/search/", {"q": text}, headers={"user-agent": FIREFOX})
    return page.content.decode()


def test_staff_see_a_search_in_vain_and_make_it_find(editor, indexed):
    _show(name_en="Giselle", name_zh_hans="吉赛尔")
    indexed()
    assert "Giselle" not in _search("wilis dance")
    flush()

    report = editor.get(reverse("staff-searches")).content.decode()
    link = re.search(r'href="(/admin/[^"]+/add/\?words=wilis%20dance)"', report)[1]
    form = editor.get(link).content.decode()
    assert 'value="wilis dance"' in form
    editor.post(link, {"words": "wilis dance, Giselle"})
    forget_all()

    assert "Giselle" in _search("Wilis dance")


def test_who_found_nothing_is_written_to_when_the_show_is_published(furnished, indexed):
    _show(name_en="Hamlet", name_zh_hans="哈姆雷特")
    indexed()
    _work()
    visitor = Client()
    action = re.search(r'action="(/en/search/tell-me/[^"]+)"', _search("giselle"))[1]
    visitor.post(action, {"email": "ada@example.org"})
    _work()
    link = re.search(r"http://testserver(\S+)", mail.outbox[0].body)[1]
    confirm = re.search(
        r'action="([^"]+/confirm/)"', visitor.get(link).content.decode()
    )[1]
    visitor.post(confirm)
    _work()
    assert len(mail.outbox) == 1

    show = _show(name_en="Giselle", name_zh_hans="吉赛尔", slug="giselle")
    page = publish_show_page(
        show,
        language="en",
        title="Giselle",
        summary="A ballet.",
        story=story_of(["A ballet."]),
        now=timezone.now(),
    )
    _work()
    _work()

    told = mail.outbox[1]
    assert len(mail.outbox) == 2
    assert page.get_url() in told.body
    stop = re.search(r"http://testserver(\S+/stop/)", told.body)[1]
    assert visitor.get(stop, follow=True).status_code == 200
    visitor.post(stop)
    assert SavedSearch.objects.get().email == ""
