"""Feeds below a language: `/en/announcements/rss/`."""

from content.announcements.feeds import Announcements
from content.feeds import feed_urls

app_name = "announcements"
urlpatterns = feed_urls(Announcements, "announcements")
