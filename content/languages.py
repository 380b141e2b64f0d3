"""The same page in the other language."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from wagtail.models import Page

from content.page_copies import names_read

# No page reads more values of one name, or longer ones.
MOST_VALUES: Final = 20
LONGEST_VALUE: Final = 200


@dataclass(frozen=True, slots=True)
class LanguageLink:
    code: str
    name: str
    url: str
    absolute: str
    is_current: bool

    @property
    def hreflang(self) -> str:
        return tag_of(self.code)


def tag_of(code: str) -> str:
    """The tag that browsers and engines know: zh-Hans."""
    return "zh-Hans" if code == "zh-hans" else code


def language_links(
    request: HttpRequest, page: Page | None, current: str
) -> list[LanguageLink]:
    """Return the page's address in each language, one query for a Wagtail page.

    A page that has no translation leads to the other language's home.
    """
    addresses = _page_addresses(page, request) if page is not None else None
    links = []
    for code, name in settings.LANGUAGES:
        if addresses is None:
            url = _in_language(request.path, current, code)
        else:
            url = addresses.get(code, f"/{code}/")
        url += _question(request)
        absolute = request.build_absolute_uri(url)
        links.append(
            LanguageLink(code, _own_name(code, name), url, absolute, code == current)
        )
    return links


def _in_language(path: str, current: str, code: str) -> str:
    """The same address in that language: only its beginning names one."""
    prefix = f"/{current}/"
    if not path.startswith(prefix):
        return path
    return f"/{code}/{path.removeprefix(prefix)}"


def _own_name(code: str, name: str) -> str:
    return "中文" if code == "zh-hans" else name


def _page_addresses(page: Page, request: HttpRequest) -> dict[str, str]:
    if page.pk is None:
        return {}
    sisters = getattr(page, "sisters", None)
    if sisters is None:
        translations = page.get_translations(inclusive=True).live()
        sisters = translations.select_related("locale")
    below = getattr(page, "below", "")
    # A page has no address while the root of its site is changed.
    found = ((p.locale.language_code, p.get_url(request)) for p in sisters)
    return {code: url + below for code, url in found if url}


def _question(request: HttpRequest) -> str:
    """Keep the filters of the address, and nothing that a stranger put there."""
    known = [
        (name, value)
        for name in names_read(request.path)
        for value in request.GET.getlist(name)[:MOST_VALUES]
        if 0 < len(value) <= LONGEST_VALUE
    ]
    return f"?{urlencode(known)}" if known else ""
