"""Reasons that the house gives often, told to each reader in their language."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

REASONS: Final[dict[str, str | Promise]] = {
    "insult": _("It hurts or insults somebody."),
    "spam": _("It advertises something else."),
    "topic": _("It is not about the show."),
    "spoiler": _("It gives away how the show ends."),
    "private": _("It tells something private about somebody."),
    "law": _("The law forbids it."),
    "again": _("On a second look it may stay."),
}
_MARK: Final = ": "


def kept_reason(code: str, words: str) -> str:
    """The two as one text that `in_words` reads; the words are the moderator's own."""
    known = code if code in REASONS else ""
    return f"{known}{_MARK}{words.strip()}" if known or words.strip() else ""


def in_words(reason: str) -> str:
    code, mark, words = reason.partition(_MARK)
    if not mark or (code and code not in REASONS):
        return reason
    return " ".join(part for part in (str(REASONS.get(code, "")), words) if part)
