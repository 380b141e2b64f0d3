"""The list of pages for search engines: each with its sister in the other language."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, Final

from django.conf import settings
from django.contrib.sitemaps.views import index
from django.contrib.sitemaps.views import sitemap as sitemap_of
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page, PageQuerySet

from content.appearing import without_hidden
from content.catalogue.known import known
from content.languages import tag_of

# Engines read 50,000 addresses of a file; a page has two with its sister.
MOST: Final = 20_000
VIEWS: Final = (
    "catalogue:calendar",
    "catalogue:list",
    "catalogue:recent",
    "visits:chart",
    "visits:statistics",
)
Said = dict[str, Any]


class PageSitemap(Sitemap):
    limit = MOST

    def items(self) -> PageQuerySet:
        """All pages under the site's root and under its translations."""
        homes = self.get_wagtail_site().root_page.get_translations(inclusive=True)
        pages = Page.objects.none()
        for home in homes:
            pages |= Page.objects.descendant_of(home, inclusive=True)
        found: PageQuerySet = without_hidden(pages.live().public(), now=timezone.now())
        return found.order_by("path").select_related("locale")

    def _urls(self, page: int, _protocol: str, _domain: str) -> list[Said]:
        """Name each page with its sisters; as many queries however many pages."""
        shown = list(self.paginator.page(page).object_list)
        sisters = self._sisters({found.translation_key for found in shown})
        urls = [self._said(found, sisters[found.translation_key]) for found in shown]
        changes = [url["lastmod"] for url in urls if url["lastmod"]]
        self.latest_lastmod = max(changes, default=None)
        return [url for url in urls if url["location"]]

    def _sisters(self, keys: set[Any]) -> defaultdict[Any, list[Said]]:
        sisters: defaultdict[Any, list[Said]] = defaultdict(list)
        for page in self.items().filter(translation_key__in=keys):
            if url := page.get_full_url(self.request):
                tag = tag_of(page.locale.language_code)
                sisters[page.translation_key].append(_alternate(tag, url))
        return sisters

    def _said(self, page: Page, sisters: list[Said]) -> Said:
        return {
            "item": page,
            "location": page.get_full_url(self.request),
            "lastmod": self.lastmod(page),
            "alternates": sisters if len(sisters) > 1 else [],
        }


class ViewSitemap(Sitemap):
    """Catalogue, chart and statistics, in each language."""

    def get_latest_lastmod(self) -> None:
        """They change with every sale; no moment is named."""

    def items(self) -> list[tuple[str, list[str]]]:
        return [(name, []) for name in VIEWS] + [
            ("catalogue:calendar-of", [f"{month:%Y}", f"{month:%m}"])
            for month in _months(*known().months(timezone.now()))
        ]

    def _urls(self, page: int, _protocol: str, _domain: str) -> list[Said]:
        return [
            said
            for name, args in self.paginator.page(page).object_list
            for said in self._in_each_language(name, args)
        ]

    def _in_each_language(self, name: str, args: list[str]) -> Iterator[Said]:
        urls = {}
        for code, _name in settings.LANGUAGES:
            with translation.override(code):
                path = reverse(name, args=args)
            urls[code] = self.get_wagtail_site().root_url + path
        alternates = [_alternate(tag_of(c), url) for c, url in urls.items()]
        for url in urls.values():
            yield {"item": name, "location": url, "alternates": alternates}


SITEMAPS: Final = {"pages": PageSitemap, "views": ViewSitemap}


@require_safe
def sitemap(request: HttpRequest) -> HttpResponseBase:
    """Give all addresses, or where they are more than a file may have, its parts."""
    made: dict[str, Any] = {name: kind(request) for name, kind in SITEMAPS.items()}
    is_long = any(part.paginator.num_pages > 1 for part in made.values())
    if is_long and "p" not in request.GET:
        return index(request, made, sitemap_url_name="sitemap-part")
    return sitemap_of(request, made)


@require_safe
def sitemap_part(request: HttpRequest, section: str) -> HttpResponseBase:
    made: dict[str, Any] = {name: kind(request) for name, kind in SITEMAPS.items()}
    return sitemap_of(request, made, section=section)


def _alternate(tag: str, url: str) -> Said:
    return {"lang_code": tag, "location": url}


def _months(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first = (first + timedelta(days=31)).replace(day=1)
