"""A small site that announces things."""

from datetime import timedelta

import pytest

from content.announcements.models import (
    AnnouncementIndexPage,
    AnnouncementPage,
    AnnouncementPerformance,
    AnnouncementShow,
)
from content.days import house_today


@pytest.fixture
def today(house, now):
    return house_today(now)


@pytest.fixture
def announce(site, today):
    """Publish an announcement, by default one that appeared yesterday."""

    def announce(title="Cast change", *, language="en", shows=(), dates=(), **fields):
        index = AnnouncementIndexPage.objects.get(locale__language_code=language)
        fields.setdefault("summary", f"{title}, in a sentence.")
        fields.setdefault("appears_on", today - timedelta(days=1))
        page = AnnouncementPage(title=title, locale=index.locale, **fields)
        page.shows = [AnnouncementShow(show=one) for one in shows]
        page.performances = [AnnouncementPerformance(performance=one) for one in dates]
        index.add_child(instance=page)
        page.save_revision(clean=True).publish()
        return page

    return announce
