"""The short way to home, to what is on and to a show's page: what most visitors want.

Wagtail walks down the tree with one or two queries for each step. These pages
are found by their whole address instead, together with their sisters in the
other language, in one query.
"""

from typing import Final, TypeVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import get_language
from wagtail.url_routing import RouteResult
from wagtail.views import serve

from content.models import HomePage, ShowIndexPage, ShowPage
from content.sites import know_site, site_roots
from ground.keeping import MINUTE, kept

# home / page of all shows / show
STEPS_BELOW_HOME: Final = 2
Few = TypeVar("Few", HomePage, ShowIndexPage)


def serve_page(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve a page of the tree; Wagtail's own way finds all others."""
    know_site(request)
    page = _show_page_at(path) or _catalogue_at(path) if path else _home()
    if page is not None:
        # Where Wagtail keeps the page that it has found for this request.
        request._wagtail_route_for_request = RouteResult(page)  # type: ignore[attr-defined]  # noqa: SLF001
    response: HttpResponseBase = serve(request, path)
    return response


def _home() -> HomePage | None:
    root = _root_path()
    return None if root is None else _one_of_few(HomePage, root)


def _catalogue_at(path: str) -> ShowIndexPage | None:
    if path.count("/") != 1:
        return None
    root = _root_path()
    if root is None or root + path not in _catalogues():
        return None
    return _one_of_few(ShowIndexPage, root + path)


def _catalogues() -> frozenset[str]:
    """Where the pages of all shows are: another page is not looked for among them."""
    live = ShowIndexPage.objects.live()
    return kept(
        "catalogues",
        MINUTE,
        lambda: frozenset(live.values_list("url_path", flat=True)),
    )


def _one_of_few(model: type[Few], url_path: str) -> Few | None:
    """The page of a kind that a house has one of in each language, with its sisters."""
    pages = list(model.objects.live().select_related("locale").order_by("pk"))
    page: Few | None = next((p for p in pages if p.url_path == url_path), None)
    if page is not None:
        key = page.translation_key
        page.sisters = [p for p in pages if p.translation_key == key]
    return page


def _show_page_at(path: str) -> ShowPage | None:
    if path.count("/") != STEPS_BELOW_HOME:
        return None
    root = _root_path()
    return None if root is None else _with_sisters(root + path)


def _root_path() -> str | None:
    """Where the tree of the reader's language begins.

    With several sites the host decides, which is Wagtail's to know: None.
    """
    language = get_language()
    roots = [one.root_path for one in site_roots() if one.language_code == language]
    return roots[0] if len(roots) == 1 else None


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
