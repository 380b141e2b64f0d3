"""The demo house's announcements and news, in both languages."""

import pytest
from django.utils import timezone

from content.announcements.models import AnnouncementPage
from content.news.models import NewsPage
from content.news.reading import most_read
from content.news.selectors import news_in
from starter.demo.loading.editorial import load_editorial

pytestmark = pytest.mark.django_db


def test_both_languages_are_told_once(furnished):
    now = timezone.now()

    made = load_editorial(now=now)

    stories, words = NewsPage.objects.all(), AnnouncementPage.objects.all()
    assert made == stories.count() + words.count() > 0
    assert load_editorial(now=now) == 0
    for page in [*stories, *words]:
        assert page.get_translations().count() == 1
    assert len(most_read(news_in("zh-hans"), now=now, most=3)) == 3
