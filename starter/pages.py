"""Publishing many new show pages at once, each with a few statements.

`content.services.publish_show_page` takes some forty statements for a page,
which is right for one page and too much for two thousand. What is written here
is the same, without a first revision: Wagtail makes one when an editor saves.
"""

import json
import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import F
from wagtail.images.models import Image
from wagtail.models import Locale, Page

from content.models import ShowIndexPage, ShowPage
from content.services import story_of
from ground.names import CHINESE, ENGLISH
from ticketing.shows.models import Show

TITLE: int = 255


@dataclass(frozen=True, slots=True)
class Draft:
    """What a page of a show says in one language."""

    summary: str
    story: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pages:
    """A show's two pages; pictures may be shared with other shows."""

    show: Show
    poster: Image | None
    hero: Image | None
    drafts: dict[str, Draft]


@transaction.atomic
def publish_pages(pages: Sequence[Pages], *, now: datetime) -> int:
    """Publish the pages that are missing; return how many were made.

    A page that a show has in a language already, live or not, stays alone.
    """
    made = 0
    keys = {page.show.pk: _translation_key(page.show) for page in pages}
    for language in (ENGLISH, CHINESE):
        index = ShowIndexPage.objects.select_for_update(no_key=True).get(
            locale=Locale.objects.get(language_code=language)
        )
        there = set(
            ShowPage.objects.filter(
                show__in=[page.show.pk for page in pages], locale=index.locale
            ).values_list("show_id", flat=True)
        )
        missing = [page for page in pages if page.show.pk not in there]
        rows = [
            _row(page, index, path, keys[page.show.pk], now=now)
            for page, path in zip(missing, _paths(index, len(missing)), strict=True)
        ]
        _insert(rows)
        Page.objects.filter(pk=index.pk).update(numchild=F("numchild") + len(rows))
        made += len(rows)
    return made


def _translation_key(show: Show) -> uuid.UUID:
    """The key that the show's pages share, in whatever language one is there."""
    known = ShowPage.objects.filter(show=show).values_list("translation_key", flat=True)
    return known.first() or uuid.uuid4()


def _paths(index: ShowIndexPage, count: int) -> Iterable[str]:
    """The tree's next free paths below the index, in order."""
    last = index.get_last_child()
    step = Page._str2int(last.path[-Page.steplen :]) if last else 0  # noqa: SLF001
    return [
        Page._get_path(index.path, index.depth + 1, step + i)  # noqa: SLF001
        for i in range(1, count + 1)
    ]


def _row(
    pages: Pages, index: ShowIndexPage, path: str, key: uuid.UUID, *, now: datetime
) -> ShowPage:
    language = index.locale.language_code
    show, draft = pages.show, pages.drafts[language]
    title = show.name_in(language)[:TITLE]
    return ShowPage(
        path=path,
        depth=index.depth + 1,
        numchild=0,
        translation_key=key,
        locale=index.locale,
        title=title,
        draft_title=title,
        slug=show.slug,
        url_path=f"{index.url_path}{show.slug}/",
        live=True,
        first_published_at=now,
        last_published_at=now,
        show=show,
        summary=draft.summary,
        poster=pages.poster,
        hero=pages.hero,
        story=json.dumps(_story(draft.story)),
        live_for=f"{show.pk}/{index.locale_id}",
    )


def _story(paragraphs: Iterable[str]) -> list[dict[str, Any]]:
    return [
        {"type": kind, "value": value, "id": str(uuid.uuid4())}
        for kind, value in story_of(paragraphs)
    ]


def _insert(rows: Sequence[ShowPage]) -> None:
    """Write both tables of each page: Django inserts no children in bulk.

    `raw` keeps Wagtail's signal handlers out of it.
    """
    content_type = ContentType.objects.get_for_model(ShowPage)
    fields = [
        field.attname
        for field in Page._meta.concrete_fields  # noqa: SLF001 Django's documented API
        if not field.primary_key
    ]
    parents = []
    for row in rows:
        row.content_type = content_type
        parents.append(Page(**{name: getattr(row, name) for name in fields}))
    for row, parent in zip(rows, Page.objects.bulk_create(parents), strict=True):
        row.pk = row.page_ptr_id = parent.pk
        row.save_base(raw=True, force_insert=True)
