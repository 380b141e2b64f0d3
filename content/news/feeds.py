"""News for readers of feeds: `/en/news/rss/`, `/en/news/atom/`."""

from content.feeds import MOST, CardFeed
from content.news.models import NewsIndexPage
from content.news.selectors import NewsCard, latest_news


class News(CardFeed):
    index = NewsIndexPage

    def cards(self) -> list[NewsCard]:
        return latest_news(language=self.spoken, most=MOST)

    def item_description(self, card: NewsCard) -> str:
        return card.lead

    def item_categories(self, card: NewsCard) -> list[str]:
        return [word for word in (card.category, *card.shows) if word]
