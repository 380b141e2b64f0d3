"""The sections of the home page."""

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from content.screens.home import Shown

register = template.Library()


@register.simple_tag
def home_section(shown: Shown) -> SafeString:
    """Render a section's own template, which knows its title and its context."""
    return render_to_string(shown.template, {"title": shown.title, **shown.context})
