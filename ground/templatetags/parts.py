"""Small parts of a page that look the same wherever they stand."""

from collections.abc import Hashable
from typing import Any, Final
from weakref import WeakKeyDictionary

from django import template
from django.template import Context, Template
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
_MOST: Final = 1000
# Gone with the template itself, which development reads anew when its file changes.
_drawn: Final[WeakKeyDictionary[Template, dict[Any, SafeString]]] = WeakKeyDictionary()


@register.simple_tag(takes_context=True)
def part(context: Context, name: str, **values: Hashable) -> SafeString:
    """Draw a component that depends on nothing but these values and the language.

    It is drawn once for values that are equal: a list of shows has the same few
    prices and states again and again. So moments (equal in different zones), rows of
    the database and texts that are marked as safe are no values for it.
    """
    engine = context.template.engine  # type: ignore[union-attr]
    component = engine.get_template(name)
    drawn = _drawn.setdefault(component, {})
    key = get_language(), *values.items()
    found = drawn.get(key)
    if found is None:
        # Other threads may empty it meanwhile.
        if len(drawn) >= _MOST:
            drawn.clear()
        found = drawn[key] = component.render(Context(values))
    return found
