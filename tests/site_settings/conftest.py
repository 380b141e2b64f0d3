"""The site of `tests.content`, for the pages that put themselves together."""

from tests.content.conftest import now, pages, performance, show, site

__all__ = ["now", "pages", "performance", "show", "site"]
