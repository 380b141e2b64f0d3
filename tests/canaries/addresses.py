"""The addresses of all that is the same for everybody, asked of the house itself."""

from django.urls import reverse
from django.utils import translation
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, get_page_models

from tests.news.conftest import AUTUMN
from tests.test_access import ROWS, _all_routes, row_of

LANGUAGES = ("en", "zh-hans")
INTERFACES = ("api:", "content-api:", "sitemap")
# What is one's own by a token or a secret; the interface's root, which has no
# answer; what only acts.
NOT_READ = {
    "content-api:page_preview:listing",
    "content-api:pages:find",
    "content-api:images:find",
    "content-api:documents:find",
    "api:api-root",
    "api:make_cart",
    "api:join_room",
    "api:more_time",
    "api:read_waiting",
    "api:join_waiting_list",
    "api:confirm_waiting",
    "api:leave_waiting",
}
OF_NEWS = {
    "of_month": {"year": f"{AUTUMN:%Y}", "month": f"{AUTUMN:%m}"},
    "of_category": {"category": "backstage"},
    "of_tag": {"tag": "backstage"},
}


def page_types():
    """The types of page that visitors may meet; the tree's root is none."""
    return {model for model in get_page_models() if model is not Page}


def all_addresses(values):
    """`values` says what their arguments are, by address or by name alone."""
    pages = [page for page in Page.objects.live().specific() if type(page) is not Page]
    return [
        *_of_pages(pages),
        *(f"/api/v2/pages/{page.pk}/?fields=*" for page in pages),
        *(f"/api/v2/pages/?type={m._meta.label}&fields=*" for m in page_types()),
        *_of_routes(values),
    ]


def _of_pages(pages):
    for page in pages:
        yield page.url
        if isinstance(page, RoutablePageMixin):
            for route in page.get_subpage_urls():
                if route.name != "index_route":
                    below = page.reverse_subpage(route.name, kwargs=OF_NEWS[route.name])
                    yield page.url + below


def _of_routes(values):
    """Each in both languages; those that have none are named once."""
    found = {}
    for language in LANGUAGES:
        with translation.override(language):
            for name, taken in shared_routes():
                kwargs = {key: values.get(name) or values[key] for key in taken}
                found[reverse(name, kwargs=kwargs)] = name
    return list(found)


def shared_routes():
    """Views whose answers may be kept, and all that the interfaces let anybody read."""
    for name, entry in _all_routes().items():
        is_kept = getattr(entry.callback, "may_be_public", False)
        is_read = name.startswith(INTERFACES) and ROWS[row_of(name)] == ["anybody"]
        if (is_kept or is_read) and name not in NOT_READ:
            yield name, tuple(entry.pattern.regex.groupindex)
