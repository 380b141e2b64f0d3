"""How an order on account is refused."""

from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal


class TabBlocked(Refusal):
    code = "account_blocked"
    sentence = _(
        "Nothing can be ordered on this account at the moment. Choose another way to"
        " pay, or ask the box office."
    )


class OverLimit(Refusal):
    """The order would go over what the company may owe; nothing was written."""

    code = "over_limit"
    sentence = _(
        "This order costs %(due)s, and %(left)s is left on the account. Choose another"
        " way to pay, or ask the box office."
    )


class PaidBefore(Refusal):
    """Money with that reference was booked; nothing was written."""

    code = "paid_before"
    status = 409
    sentence = _("This reference was booked already, for invoice %(invoice)s.")
