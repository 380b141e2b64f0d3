"""Pages appear and go at the moments that their editors chose."""

from datetime import timedelta

import pytest
from django.db import IntegrityError
from wagtail.models import Revision

from content.models import HomePage, StandardPage
from content.scheduling import keep_to_schedule

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def plan(site, now):
    """Plan a page that is due now: it was planned an hour ago."""

    def plan(slug):
        home = HomePage.objects.get(locale__language_code="en")
        page = StandardPage(title=slug, slug=slug, body="<p>x</p>", live=False)
        home.add_child(instance=page)
        page.go_live_at = now + HOUR
        revision = page.save_revision()
        revision.publish()
        revision.refresh_from_db()
        revision.approved_go_live_at = now - HOUR
        revision.content["go_live_at"] = (now - HOUR).isoformat()
        revision.save()
        return page

    return plan


def test_a_planned_page_appears_in_its_time(plan, now, client):
    page = plan("later")
    before = client.get("/en/later/").status_code

    keep_to_schedule(now=now)

    page.refresh_from_db()
    assert (before, page.live) == (404, True)


def test_an_expired_page_goes(plan, now):
    page = plan("short")
    keep_to_schedule(now=now)
    StandardPage.objects.filter(pk=page.pk).update(expire_at=now - HOUR)

    keep_to_schedule(now=now)

    page.refresh_from_db()
    assert (page.live, page.expired) == (False, True)


def test_a_page_that_breaks_a_rule_stops_no_other(plan, now, monkeypatch, caplog):
    broken, sound = plan("broken"), plan("sound")
    publish = Revision.publish

    def refuse(revision, *args, **kwargs):
        if revision.object_id == str(broken.pk):
            raise IntegrityError
        return publish(revision, *args, **kwargs)

    monkeypatch.setattr(Revision, "publish", refuse)
    keep_to_schedule(now=now)

    sound.refresh_from_db()
    assert sound.live
    assert "could not be published" in caplog.text
