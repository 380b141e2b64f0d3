"""Banners for the frame of every page."""

from django import template
from django.template import Context
from django.utils import timezone
from django.utils.translation import get_language

from content.announcements.banners import Banner, banners_of, show_of_page

register = template.Library()


@register.simple_tag(takes_context=True)
def urgent_banners(context: Context) -> list[Banner]:
    """What is urgent about the page's show, or the performance that it sells."""
    show = show_of_page(context.get("page"), context.get("performance"))
    if show is None:
        return []
    language = get_language() or "en"
    return banners_of(show, language=language, now=timezone.now())
