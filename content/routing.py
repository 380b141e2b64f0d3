"""The short way to a show's page, which is what most visitors ask for.

Wagtail walks down the tree with one or two queries for each step. A show's
page is found by its whole address instead, together with its show and with its
sister in the other language, in one query.
"""

from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from wagtail.models import Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from content.models import ShowPage

# home / page of all shows / show
STEPS_BELOW_HOME: Final = 2


def serve_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a page of the tree; Wagtail's own way finds all but show pages."""
    page = _show_page_at(path)
    if page is not None:
        # Where Wagtail keeps the page that it has found for this request.
        request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]  # noqa: SLF001
    response: HttpResponseBase = serve(request, path)
    return response


def _show_page_at(path: str) -> ShowPage | None:
    if path.count("/") != STEPS_BELOW_HOME:
        return None
    language = get_language()
    roots = [
        site.root_path
        for site in Site.get_site_root_paths()
        if site.language_code == language
    ]
    # With several sites the host decides, which is Wagtail's to know.
    return _with_sisters(roots[0] + path) if len(roots) == 1 else None


def _with_sisters(url_path: str) -> ShowPage | None:
    live = ShowPage.objects.live()
    pages = list(
        live.filter(show__in=live.filter(url_path=url_path).values("show"))
        .select_related("show__kind", "hero", "poster", "locale")
        .order_by("pk")
    )
    page: ShowPage | None = next((p for p in pages if p.url_path == url_path), None)
    if page is not None:
        page.sisters = pages
    return page
