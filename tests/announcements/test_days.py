"""An announcement has a day to appear and a day to go."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from content.announcements.models import AnnouncementPage
from content.announcements.selectors import about_shows, current_announcements
from tests.factories import ShowFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _current(now, language="en"):
    found = current_announcements(language=language, now=now, most=9)
    return [card.title for card in found]


def test_it_is_listed_from_its_first_day_to_its_last(announce, now, today):
    announce("Two days", appears_on=today, leaves_on=today + DAY)

    days = [_current(now + n * DAY) for n in (-1, 0, 1, 2)]

    assert days == [[], ["Two days"], ["Two days"], []]


def test_the_newest_comes_first(announce, now, today):
    for title, days in (("Old", 9), ("New", 1), ("Middle", 5)):
        announce(title, appears_on=today - days * DAY)

    assert _current(now) == ["New", "Middle", "Old"]


def test_each_language_has_its_own(announce, now):
    announce("Cast change")
    announce("演员变更", language="zh-hans")

    assert _current(now, "zh-hans") == ["演员变更"]


def test_a_card_tells_kind_day_and_shows(announce, show, now, today):
    announce("New cast", kind="cast_change", shows=[show], appears_on=today)

    [card] = current_announcements(language="en", now=now, most=1)

    assert (card.kind.label, card.day) == ("Cast change", today)
    assert (card.shows, card.url) == (("Swan Lake",), "/en/announcements/new-cast/")


def test_a_show_has_what_is_announced_of_it_or_its_dates(
    announce, show, performance, now
):
    announce("Of the show", shows=[show])
    announce("Of a date", dates=[performance])
    announce("Of another", shows=[ShowFactory()])

    found = about_shows([show.pk], language="en", now=now, most=9)

    assert [card.title for card in found] == ["Of a date", "Of the show"]


def test_the_day_to_go_is_not_before_the_day_to_appear(announce, today):
    with pytest.raises(ValidationError) as refused:
        announce(leaves_on=today - 2 * DAY)

    assert list(refused.value.message_dict) == ["leaves_on"]


def test_the_database_refuses_it_too(announce, today):
    page = announce()

    with pytest.raises(IntegrityError):
        AnnouncementPage.objects.filter(pk=page.pk).update(leaves_on=today - 2 * DAY)


def test_before_its_day_its_address_leads_nowhere(announce, client, today):
    page = announce(appears_on=today + DAY)

    assert client.get(page.url).status_code == 404
    assert page.url not in client.get("/sitemap.xml").content.decode()


def test_after_its_day_its_address_says_so(announce, client, today):
    page = announce(leaves_on=today - DAY)

    response = client.get(page.url)

    assert "This announcement is over" in response.content.decode()
