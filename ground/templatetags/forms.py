"""Controls of forms as the design draws them."""

from django import template
from django.forms import BoundField, CheckboxInput, FileInput, RadioSelect
from django.utils.safestring import SafeString

register = template.Library()
# These draw themselves; the others are boxes to write in.
PLAIN = (CheckboxInput, RadioSelect, FileInput)


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Draw the field's control and tie its hint and its error to it."""
    widget = field.field.widget
    attributes: dict[str, str | bool] = {}
    if not isinstance(widget, PLAIN):
        attributes["class"] = f"{widget.attrs.get('class', '')} input".strip()
    described = []
    if field.help_text:
        described.append(f"{field.auto_id}_helptext")
    if field.errors:
        described.append(f"{field.auto_id}_error")
        attributes["aria-invalid"] = "true"
    if described:
        attributes["aria-describedby"] = " ".join(described)
    return field.as_widget(attrs=attributes)
