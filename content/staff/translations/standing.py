"""How each page stands to the same page in the other language.

The one that was published first is the original. Its translation is stale when the
original was published again after it, unless somebody has said since that it still
holds: that is a line in the page's history, so that it is known who said so.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Final

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _
from wagtail.models import Page, PageLogEntry

from ground import dates
from ticketing.house.models import the_house

STILL_HOLDS: Final = "translation.holds"
# Both languages are often published by one press; that is no later change.
TOGETHER: Final = timedelta(minutes=1)
HOME_DEPTH: Final = 2


class Standing(StrEnum):
    STALE = "stale"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Version:
    """A live page in one language, as far as this question needs it."""

    pk: int
    title: str
    language: str
    kind: int
    first_at: datetime
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Finding:
    """A page that needs a translator, and the page that it is to follow.

    Of a missing one there is no `page`; `language` says in which it lacks.
    """

    original: Version
    language: str
    page: Version | None = None

    @property
    def standing(self) -> Standing:
        return Standing.MISSING if self.page is None else Standing.STALE

    @property
    def sentence(self) -> str:
        languages = dict(settings.LANGUAGES)
        words = {
            "language": languages[self.original.language],
            "other": languages[self.language],
        }
        if self.page is None:
            return _("There is no page in %(other)s yet.") % words
        words |= {
            "moment": _told(self.original.last_at),
            "before": _told(self.page.last_at),
        }
        return (
            _(
                "The %(language)s text was published on %(moment)s, after this"
                " translation (%(before)s)."
            )
            % words
        )


def _told(at: datetime) -> str:
    return dates.moment(at.astimezone(the_house().zone))


def findings(*, kind: int | None = None) -> list[Finding]:
    """All that lags behind or lacks, the latest first; two queries, however many."""
    told = _findings(_rows(kind))
    return sorted(told, key=lambda one: one.original.last_at, reverse=True)


def finding_of(page: Page) -> Finding | None:
    """What is to be said of this very page, if it is a stale translation."""
    rows = _pages().filter(translation_key=page.translation_key)
    told = (one for one in _findings(rows) if one.page and one.page.pk == page.pk)
    return next(told, None)


def findings_of(pages: Iterable[Page]) -> dict[int, Finding]:
    """By the stale page's key, for pages that are shown beside each other."""
    rows = _pages().filter(translation_key__in=[p.translation_key for p in pages])
    return {one.page.pk: one for one in _findings(rows) if one.page}


def _pages() -> Any:
    """Live pages that people write: neither the tree's root nor what is restricted."""
    return Page.objects.live().filter(
        depth__gte=HOME_DEPTH,
        first_published_at__isnull=False,
        last_published_at__isnull=False,
        alias_of=None,
    )


def _rows(kind: int | None) -> Any:
    return _pages().filter(content_type=kind) if kind else _pages()


def _findings(rows: Any) -> list[Finding]:
    groups: defaultdict[Any, list[Version]] = defaultdict(list)
    for key, *fields in rows.values_list(
        "translation_key",
        "pk",
        "title",
        "locale__language_code",
        "content_type",
        "first_published_at",
        "last_published_at",
    ):
        groups[key].append(Version(*fields))
    held = _held([v.pk for group in groups.values() for v in group])
    return [one for group in groups.values() for one in _of_group(group, held)]


def _held(pages: list[int]) -> dict[int, datetime]:
    """When somebody last said of a page that it still holds."""
    said = PageLogEntry.objects.filter(action=STILL_HOLDS)
    if len(pages) <= len(settings.LANGUAGES):
        said = said.filter(page__in=pages)
    return dict(said.values_list("page").annotate(at=Max("timestamp")))


def _of_group(group: list[Version], held: dict[int, datetime]) -> list[Finding]:
    codes = [code for code, _name in settings.LANGUAGES]
    original = min(group, key=lambda v: (v.first_at, codes.index(v.language)))
    by_language = {version.language: version for version in group}
    told = []
    for code in codes:
        page = by_language.get(code)
        if page is None:
            told.append(Finding(original, code))
        elif page != original and _is_stale(page, original, held):
            told.append(Finding(original, code, page))
    return told


def _is_stale(page: Version, original: Version, held: dict[int, datetime]) -> bool:
    seen = max(page.last_at, held.get(page.pk, page.last_at))
    return original.last_at > seen + TOGETHER
