"""Refusals of papers."""

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal


class NothingToWrite(Refusal):
    """The order is not paid, or nothing came or went; no number was used."""

    code = "nothing_to_write"
    status = 409
    sentence = _("There is nothing yet that this paper could say.")
