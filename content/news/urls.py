"""Feeds below a language: `/en/news/rss/`."""

from django.urls import path

from content.news import feeds

app_name = "news"
urlpatterns = [
    path("news/rss/", feeds.rss, name="rss"),
    path("news/atom/", feeds.atom, name="atom"),
]
