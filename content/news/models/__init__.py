"""Stories, the page that lists them, and the lists that staff keep for them."""

from content.news.models.lists import Author, Category
from content.news.models.pages import (
    NewsAuthor,
    NewsIndexPage,
    NewsPage,
    NewsPerformance,
    NewsShow,
    NewsTag,
)

__all__ = [
    "Author",
    "Category",
    "NewsAuthor",
    "NewsIndexPage",
    "NewsPage",
    "NewsPerformance",
    "NewsShow",
    "NewsTag",
]
