"""News for readers of feeds: `/en/news/rss/`, `/en/news/atom/`."""

from datetime import datetime

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.feedgenerator import Atom1Feed
from django.views.decorators.http import require_safe

from content.feeds import MOST, CardFeed
from content.news.models import NewsIndexPage
from content.news.selectors import NewsCard, latest_news
from content.page_cache import public_page


class News(CardFeed):
    index = NewsIndexPage

    def cards(self, now: datetime) -> list[NewsCard]:
        return latest_news(language=self.spoken, now=now, most=MOST)

    def item_description(self, card: NewsCard) -> str:
        return card.lead

    def item_categories(self, card: NewsCard) -> list[str]:
        return [word for word in (card.category, *card.shows) if word]


class AtomNews(News):
    feed_type = Atom1Feed


@require_safe
@public_page
def rss(request: HttpRequest) -> HttpResponseBase:
    return News()(request)


@require_safe
@public_page
def atom(request: HttpRequest) -> HttpResponseBase:
    return AtomNews()(request)
