"""What the admin's history calls that which is done to plans under a sale."""

from typing import Any

from django.utils.translation import gettext_lazy as _


def register_actions(actions: Any) -> None:
    """Give each action its name and the words for it, once it was done."""
    label, done = _("Move to another plan version"), _("Moved to another plan version")
    actions.register_action("performance.move_plan", label, done)
    label, done = _("Call off"), _("Called off")
    actions.register_action("performance.call_off", label, done)
