"""The sentences that the editor says by itself."""

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, override

from ground.names import CHINESE, ENGLISH


def editor_texts() -> dict[str, Any]:
    """Everything that is not on the page already; `{…}` is filled in there."""
    return {
        "nothing": _("Nothing is chosen."),
        "seat": _("{section}, row {row}, seat {seat}"),
        "seats": _("{count} seats are chosen."),
        "things": _("{count} things are chosen."),
        "several": _("several"),
        "places": _("{count} places"),
        "saving": _("Saving …"),
        "failed": _(
            "The plan could not be sent. It is kept in this browser; try again."
        ),
        "short": _("The list is shorter than a row, or names a seat twice."),
        "bind": _("Choose one wheelchair place and the seats that go with it."),
        "picture": _("The picture could not be sent."),
        "names": {
            "section": _in_both(gettext_noop("Section {count}")),
            "standing": _in_both(gettext_noop("Standing {count}")),
            "floor": _in_both(gettext_noop("Floor {count}")),
        },
    }


def _in_both(text: str) -> list[str]:
    """New parts have a name in each language at once."""
    named = []
    for language in (ENGLISH, CHINESE):
        with override(language):
            named.append(_(text))
    return named
