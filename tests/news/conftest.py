"""A small site that has something to tell."""

from datetime import date

import pytest

from content.news.models import (
    Author,
    Category,
    NewsAuthor,
    NewsIndexPage,
    NewsPage,
    NewsPerformance,
    NewsShow,
)

AUTUMN = date(2026, 11, 3)


@pytest.fixture
def backstage(db):
    return Category.objects.create(
        name_en="Backstage", name_zh_hans="幕后", slug="backstage"
    )


@pytest.fixture
def author(db):
    return Author.objects.create(
        name_en="Lin Wei", name_zh_hans="林薇", role_en="dramaturg"
    )


@pytest.fixture
def tell(site):
    """Publish a story, by default one of November 2026."""

    def tell(
        title="A morning",
        *,
        language="en",
        shows=(),
        dates=(),
        by=(),
        tags=(),
        **fields,
    ):
        index = NewsIndexPage.objects.get(locale__language_code=language)
        fields.setdefault("lead", f"{title}, in a sentence.")
        fields.setdefault("date", AUTUMN)
        page = NewsPage(title=title, locale=index.locale, **fields)
        page.shows = [NewsShow(show=one) for one in shows]
        page.performances = [NewsPerformance(performance=one) for one in dates]
        page.authors = [NewsAuthor(author=one) for one in by]
        index.add_child(instance=page)
        page.tags.add(*tags)
        page.save()
        page.save_revision(clean=False).publish()
        return page

    return tell
