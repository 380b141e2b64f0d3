"""The pages that stand around every page: home, those right below, those linked.

They are asked for together, because menu, footer and home page want them all.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q
from wagtail.models import Page

from content.models import HomePage
from content.published import for_everybody, some_are_private


@dataclass(frozen=True, slots=True)
class TopPages:
    """What visitors see of one language; `home` is missing where there is none.

    `below` are the pages right below home, in the editors' order; `linked` are
    the pages that links lead to, by the keys of the pages that the links name.
    """

    home: HomePage | None = None
    below: Sequence[Page] = ()
    linked: dict[int, Page] = field(default_factory=dict)

    def url_of(self, kind: type[Page]) -> str:
        """The address of the first page of that kind right below home, or nothing."""
        wanted = ContentType.objects.get_for_model(kind).pk
        found = (page.url for page in self.below if page.content_type_id == wanted)
        return next(found, None) or ""


def top_pages(language: str, linked: Collection[int]) -> TopPages:
    """Ask with two queries; with three where pages are for some visitors only."""
    homes = HomePage.objects.live().filter(locale__language_code=language)
    home = homes.defer_streamfields().first()
    named = Page.objects.filter(pk__in=linked)
    mates = Q(locale__language_code=language) & Q(
        translation_key__in=named.values("translation_key")
    )
    wanted = Q(pk__in=linked) | mates | _below(home)
    found = list(Page.objects.filter(wanted).select_related("locale").order_by("path"))
    seen = _seen([p for p in found if p.locale.language_code == language])
    return TopPages(
        home=home,
        below=[p for p in seen if home and p.depth == home.depth + 1],
        linked=_by_link(found, seen, linked),
    )


def _below(home: HomePage | None) -> Q:
    if home is None:
        return Q()
    return Q(path__startswith=home.path, depth=home.depth + 1)


def _seen(pages: Sequence[Page]) -> list[Page]:
    """Those that are live and that every visitor may see."""
    live = [page for page in pages if page.live]
    if not some_are_private():
        return live
    asked = Page.objects.filter(pk__in=[page.pk for page in live])
    open_ones = set(for_everybody(asked).values_list("pk", flat=True))
    return [page for page in live if page.pk in open_ones]


def _by_link(
    found: Sequence[Page], seen: Sequence[Page], linked: Collection[int]
) -> dict[int, Page]:
    """A page leads to its translation, or to itself; by the keys that links name."""
    by_key: dict[Any, Page] = {page.translation_key: page for page in seen}
    return {
        page.pk: by_key[page.translation_key]
        for page in found
        if page.pk in linked and page.translation_key in by_key
    }
