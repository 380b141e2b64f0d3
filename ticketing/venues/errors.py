"""How plans say no."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal


class DrawingRefused(Refusal):
    """The drawing has faults; `sentences` names each, or the first of many."""

    code = "drawing_refused"
    sentence = _("The plan can’t be saved: %(first)s")

    def __init__(self, sentences: Sequence[str], **values: Any) -> None:
        self.sentences = list(sentences)
        super().__init__(first=self.sentences[0], **values)


class SavedMeanwhile(Refusal):
    """Another revision, or a newer version, is there since this one was read."""

    code = "saved_meanwhile"
    status = 409
    sentence = _(
        "%(who)s has saved this plan meanwhile. Your drawing is still here: save it"
        " as a new version, or load what was saved."
    )


class FileUnreadable(Refusal):
    code = "file_unreadable"
    sentence = _("This file can’t be read as a seating plan: %(why)s")
