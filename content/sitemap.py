"""The list of pages for search engines, in both languages."""

from django.utils import timezone
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page, PageQuerySet

from content.appearing import without_hidden


class PageSitemap(Sitemap):
    def items(self) -> PageQuerySet:
        """All pages under the site's root and under its translations."""
        homes = self.get_wagtail_site().root_page.get_translations(inclusive=True)
        pages = Page.objects.none()
        for home in homes:
            pages |= Page.objects.descendant_of(home, inclusive=True)
        found: PageQuerySet = without_hidden(pages.live().public(), now=timezone.now())
        return found.order_by("path").defer_streamfields().specific()
