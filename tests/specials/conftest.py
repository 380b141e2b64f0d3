"""A small site with specials."""

import pytest

from content.specials.models import (
    SpecialIndexPage,
    SpecialPage,
    SpecialPerformance,
    SpecialShow,
)


@pytest.fixture
def publish(site):
    """Publish a special; its blocks are given as they are stored."""

    def publish(title="A long read", *, language="en", shows=(), dates=(), **fields):
        index = SpecialIndexPage.objects.get(locale__language_code=language)
        fields.setdefault("standfirst", f"{title}, in a sentence.")
        body = fields.pop("body", [])
        page = SpecialPage(title=title, locale=index.locale, **fields)
        page.body = stored(body)
        page.shows = [SpecialShow(show=one) for one in shows]
        page.performances = [SpecialPerformance(performance=one) for one in dates]
        index.add_child(instance=page)
        page.save_revision(clean=True).publish()
        return page

    return publish


def stored(body):
    field = SpecialPage._meta.get_field("body")
    raw = [{"type": kind, "value": value} for kind, value in body]
    return field.stream_block.to_python(raw)
