"""Why a wish about dues is refused."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as _noop

from ground.errors import Refusal
from ticketing.payments.errors import MoneyNotUsed


class DueClosed(MoneyNotUsed):
    """The money came for a due that nobody asks for any more."""

    code = "due_closed"
    status = 409
    sentence = _("Nobody asks for this due any more.")
    cause: ClassVar[str] = _noop("the membership has changed since")


class DueNotOwed(Refusal):
    code = "due_not_owed"
    status = 409
    sentence = _("This due is not owed any more: it was paid, waived or given up.")
