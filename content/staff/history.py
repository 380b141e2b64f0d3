"""What the admin's history calls that which is done to shows and dates."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from content.staff.translations.standing import STILL_HOLDS


def register_actions(actions: Any) -> None:
    """Give each action its name and the words for it, once it was done."""
    for name, label, done in (
        ("show.withdraw", _("Withdraw"), _("Withdrawn")),
        ("show.bring_back", _("Bring back"), _("Brought back")),
        ("performance.price", _("Set prices"), _("Prices set")),
        ("performance.offer", _("Offer"), _("Offered")),
        (STILL_HOLDS, _("Keep the translation"), _("Translation still holds")),
        ("performance.cancel", _("Cancel"), _("Cancelled")),
    ):
        actions.register_action(name, label, done)
