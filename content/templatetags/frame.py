"""What the frame of every page asks for."""

from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from wagtail.models import Page

from content import frame, languages
from content.menu import SiteMenu

register = template.Library()


@register.simple_tag
def site_menu() -> SiteMenu:
    return frame.site_menu()


@register.simple_tag
def frame_part(name: str) -> SafeString:
    """What is the same on every page of one language: a template of `frame/`."""
    return frame.the_frame().part(name)


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
