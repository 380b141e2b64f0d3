"""Feeds below a language: `/en/news/rss/`."""

from content.feeds import feed_urls
from content.news.feeds import News

app_name = "news"
urlpatterns = feed_urls(News, "news")
