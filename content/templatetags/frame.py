"""What the frame of every page asks for."""

from typing import Any

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

from content import languages
from content import menu as menus
from ground.keeping import SECOND, kept
from ticketing.house.models import the_house

register = template.Library()


@register.simple_tag
def site_menu() -> menus.SiteMenu:
    return menus.site_menu()


@register.simple_tag
def frame_part(name: str) -> SafeString:
    """What is the same on every page of one language, kept for a second.

    `name` is a template of `frame/` that needs no more than the menu and the house.
    """

    def build() -> SafeString:
        context = {"menu": menus.site_menu(), "house": the_house()}
        return render_to_string(f"frame/{name}.html", context)

    return kept(f"frame:{name}:{get_language()}", SECOND, build)


@register.simple_tag(takes_context=True)
def language_links(context: Context) -> list[languages.LanguageLink]:
    """This page in each language; empty where there is no request."""
    request: Any = context.get("request")
    page = context.get("page")
    if request is None:
        return []
    return languages.language_links(
        request, page if isinstance(page, Page) else None, get_language() or "en"
    )
