"""Feeds below a language: `/en/announcements/rss/`."""

from django.urls import path

from content.announcements import feeds

app_name = "announcements"
urlpatterns = [
    path("announcements/rss/", feeds.rss, name="rss"),
    path("announcements/atom/", feeds.atom, name="atom"),
]
