"""What a page says of itself to those who find and share it."""

import json
from typing import Any, Final

from django import template
from django.http import HttpRequest
from django.template import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from wagtail.models import Page

from content.found.events import SCHEMA, breadcrumbs, events, organization
from content.found.heading import heading
from content.found.pictures.files import version_of, words_of
from content.languages import LanguageLink
from content.models import HomePage, ShowPage
from ticketing.house.models import the_house

register = template.Library()
# Nothing in the data may end the element that it stands in.
ESCAPES: Final = {ord(c): f"\\u{ord(c):04x}" for c in "<>&\u2028\u2029"}


@register.simple_tag(takes_context=True)
def found_by(context: Context, languages: list[LanguageLink]) -> SafeString:
    """Name the page's own address, its other languages, and what a link shows."""
    request, page = context.get("request"), context.get("page")
    if request is None:
        return SafeString()
    found = heading(request, page, languages, get_language() or "en")
    picture = _picture(context, request) if isinstance(page, ShowPage) else ""
    facts = {"heading": found, "house": the_house(), "picture": picture}
    data = linked_data(context, request, picture) if isinstance(page, Page) else ""
    return SafeString(render_to_string("frame/found.html", facts) + data)


def linked_data(context: Context, request: HttpRequest, picture: str) -> SafeString:
    """Describe the house on its home, and a show with its dates on its page.

    It is data: browsers run nothing of it, so the rules against scripts within
    a page do not concern it.
    """
    page, graph = context["page"], []
    home = request.build_absolute_uri(context["menu"].home)
    house = the_house()
    if isinstance(page, HomePage):
        graph = [organization(house, home)]
    elif isinstance(page, ShowPage):
        graph = [
            _way(context, page, request, home),
            *_events(context, request, picture),
        ]
        for event in graph[1:]:
            event["organizer"] = organization(house, home)
    if not graph:
        return SafeString()
    text = json.dumps({"@context": SCHEMA, "@graph": graph}, ensure_ascii=False)
    return format_html(
        '<script type="application/ld+json">{}</script>',
        mark_safe(text.translate(ESCAPES)),  # noqa: S308 what could end it is escaped
    )


def _events(
    context: Context, request: HttpRequest, picture: str
) -> list[dict[str, Any]]:
    return events(
        context["page"],
        context.get("rows") or (),
        request,
        performing=context.get("performing") or "",
        picture=picture,
    )


def _picture(context: Context, request: HttpRequest) -> str:
    """The address of the picture for shared links, by what stands on it now."""
    page, rows = context["page"], context.get("rows") or ()
    ahead = [row.performance for row in rows if row.offer.state not in ("past", "bad")]
    version = version_of(page, words_of(page, ahead))
    path = reverse("share-picture", args=[page.pk, version])
    return request.build_absolute_uri(path)


def _way(
    context: Context, page: ShowPage, request: HttpRequest, home: str
) -> dict[str, Any]:
    index = context.get("index_url", "")
    titles = {link.url: link.title for link in context["menu"].links}
    steps = [(the_house().name, home)]
    if index in titles:
        steps.append((titles[index], request.build_absolute_uri(index)))
    return breadcrumbs([*steps, (page.title, page.get_full_url(request) or "")])
