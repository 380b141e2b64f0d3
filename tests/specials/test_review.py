"""What happens to a special between its editor and its readers: review, schedule."""

from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from content.specials.models import SpecialIndexPage, SpecialPage
from content.tasks import publish_scheduled
from ground import keeping
from tests.specials.test_editing import add_url, special_form
from ticketing.house.models import the_house

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
ADDRESS = "/en/specials/behind-the-lake/"
WORDS = ("heading", "The beginning")
MINUTE = timedelta(minutes=1)


@pytest.fixture
def add(editor, furnished):
    """Send the form of a new special as its editor does; returns the page."""

    def add(show, **fields):
        index = SpecialIndexPage.objects.get(locale__language_code="en")
        editor.post(add_url(index), special_form(show, WORDS, **fields))
        return SpecialPage.objects.get()

    return add


def seen(n=0):
    """What a visitor gets, and whether the page of all specials names it."""
    host = f"testserver:{81 + n}"
    keeping.forget_all()
    shown = Client().get(ADDRESS, headers={"host": host}).status_code
    listed = Client().get("/en/specials/", headers={"host": host}).content.decode()
    return shown, "Behind the lake" in listed


def act(client, page, action, **data):
    task = page.current_workflow_task_state
    name, keys = "wagtailadmin_pages:workflow_action", (page.pk, action, task.pk)
    return client.post(reverse(name, args=keys), data)


class TestReview:
    def test_an_editor_submits_and_an_administrator_approves(
        self, add, show, administrator, editor
    ):
        page = add(show, **{"action-submit": "1"})
        assert page.workflow_in_progress
        assert seen() == (404, False)
        assert administrator.user.email in {to for m in mail.outbox for to in m.to}
        there = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert "approve" in administrator.get(there).content.decode()

        act(administrator, page, "approve")

        assert seen(1) == (200, True)
        page.refresh_from_db()
        assert not page.workflow_in_progress
        history = reverse("wagtailadmin_pages:history", args=[page.pk])
        assert editor.get(history).status_code == 200

    def test_an_administrator_sends_it_back_and_says_why(
        self, add, show, administrator, editor
    ):
        page = add(show, **{"action-submit": "1"})

        act(administrator, page, "reject", comment="Name the dancer.")

        page.refresh_from_db()
        there = reverse("wagtailadmin_pages:edit", args=[page.pk])
        assert seen() == (404, False)
        assert page.current_workflow_state.status == "needs_changes"
        assert "Name the dancer." in editor.get(there).content.decode()
        again = special_form(show, WORDS, **{"action-restart-workflow": "1"})
        editor.post(there, {**again, "standfirst": "A dancer, by name."})
        page = SpecialPage.objects.get()
        act(administrator, page, "approve")
        assert seen(1) == (200, True)

    def test_nobody_else_approves(self, add, show, desk, editor):
        page = add(show, **{"action-submit": "1"})

        for client in (desk, editor):
            act(client, page, "approve")

        page.refresh_from_db()
        assert page.workflow_in_progress
        assert seen() == (404, False)


def test_a_planned_special_appears_and_goes_by_itself(add, show, monkeypatch):
    """An editor's form, then the worker's own task, while the clock goes on."""
    begin = timezone.now().replace(second=0, microsecond=0) + timedelta(days=2)
    end, zone = begin + timedelta(days=2), the_house().zone
    add(
        show,
        # What an editor writes is told by the house's clock.
        go_live_at=f"{begin.astimezone(zone):%Y-%m-%d %H:%M}",
        expire_at=f"{end.astimezone(zone):%Y-%m-%d %H:%M}",
        **{"action-publish": "1"},
    )
    told = []
    for n, moment in enumerate((begin - MINUTE, begin + MINUTE, end - MINUTE, end)):
        later = moment + timedelta(seconds=1)
        monkeypatch.setattr(timezone, "now", lambda later=later: later)
        publish_scheduled.call()
        told.append(seen(n))

    assert told == [(404, False), (200, True), (200, True), (404, False)]
    page = SpecialPage.objects.get()
    assert page.expired
