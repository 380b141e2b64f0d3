"""What the house recommends for a text: shows and pages that stand first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from wagtail.models import Page

from content.days import house_today
from ground.keeping import kept
from search.documents.everything import key_of
from search.documents.pages import findable_pages
from search.documents.shows import findable_of
from search.groups import texts_of
from search.models import Promotion
from search.port import Group
from search.reading import Reading, read

SECONDS: Final = 3
# More would be an advertisement and no answer.
MOST: Final = 3


@dataclass(frozen=True, slots=True)
class _Rule:
    """A promotion, with its words read."""

    row: Promotion
    words: tuple[Reading, ...]

    def is_for(self, asked: Reading) -> bool:
        return any(_holds(asked, word) for word in self.words)


def promoted(text: str, *, language: str, now: datetime) -> tuple[str, ...]:
    """The keys of what stands first for this text, three at most, in order.

    Only what anybody may find now: a show that was withdrawn, a draft and a private
    page are left out. Of a page it is the one in the language, where there is one.
    """
    asked = read(text)
    day = house_today(now)
    meant = [
        rule.row for rule in _rules() if rule.row.is_on(day) and rule.is_for(asked)
    ]
    return promoted_of(meant, language=language) if meant else ()


def promoted_of(rows: Iterable[Promotion], *, language: str) -> tuple[str, ...]:
    """The keys of what these promote, as far as anybody may find it."""
    meant = list(rows)
    wanted = {row.show_id for row in meant if row.show_id}
    shows = {pk for (pk,) in findable_of(wanted)}
    pages = _pages({row.page_id for row in meant if row.page_id}, language)
    found: dict[str, None] = {}
    for row in meant:
        if row.show_id in shows:
            found[key_of(Group.SHOW, row.show_id)] = None
        elif row.page_id in pages:
            found[key_of(Group.PAGE, pages[row.page_id])] = None
    return tuple(found)[:MOST]


def _rules() -> list[_Rule]:
    """All promotions, at most three seconds old."""
    return kept("search-promotions", SECONDS, _read)


def _read() -> list[_Rule]:
    return [
        _Rule(row, tuple(read(text) for text in texts_of(row.words)))
        for row in Promotion.objects.all()
    ]


def _holds(asked: Reading, word: Reading) -> bool:
    """Every part of the word is there, a Chinese one also inside a longer run."""
    texts = [part.text for part in asked.parts]
    return bool(word.parts) and all(
        any(part.text in text for text in texts)
        if part.is_chinese
        else part.text in texts
        for part in word.parts
    )


def _pages(wanted: Iterable[int], language: str) -> dict[int, int]:
    """Which page stands for each: its translation, or itself where none is live."""
    chosen = {page.pk: page for page in Page.objects.filter(pk__in=list(wanted))}
    if not chosen:
        return {}
    keys = {page.translation_key for page in chosen.values()}
    live: dict[tuple[object, str], int] = {
        (key, code): pk
        for key, code, pk in findable_pages()
        .filter(translation_key__in=keys)
        .values_list("translation_key", "locale__language_code", "pk")
    }
    found = {}
    for pk, page in chosen.items():
        in_language = live.get((page.translation_key, language))
        if in_language or pk in live.values():
            found[pk] = in_language or pk
    return found
