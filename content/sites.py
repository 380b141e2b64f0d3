"""For which of Wagtail's sites a request is: most houses have one."""

from functools import partial

from django.http import HttpRequest
from wagtail.models import Site
from wagtail.models.sites import SiteRootPath

from content.published import keep_of_pages
from ground.keeping import MINUTE, kept


def know_site(request: HttpRequest) -> None:
    """Spare Wagtail two questions a page; what it learns is good for a minute."""
    key = f"site:{request.get_host()}:{request.get_port()}"
    site = kept(key, MINUTE, partial(Site.find_for_request, request))
    # Where Wagtail keeps what it has found for this request.
    request._wagtail_site = site  # type: ignore[attr-defined]  # noqa: SLF001
    request._wagtail_cached_site_root_paths = site_roots()  # type: ignore[attr-defined]  # noqa: SLF001


def site_roots() -> list[SiteRootPath]:
    """Where the trees of the sites begin, of each language."""
    return keep_of_pages("site-roots", Site.get_site_root_paths)
