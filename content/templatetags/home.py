"""The sections of the home page."""

import re

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from content.screens.home import Shown

register = template.Library()
_INDENTED = re.compile(r"\s*\n\s*")


@register.simple_tag
def home_section(shown: Shown) -> SafeString:
    """Render a section's own template, which knows its title and its context."""
    context = {"title": shown.title, **shown.context}
    # The page is large, and a fifth of it would be the templates' indentation.
    return mark_safe(_INDENTED.sub("\n", render_to_string(shown.template, context)))  # noqa: S308 what a template has escaped
