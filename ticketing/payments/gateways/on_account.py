"""On account (挂账): a company owes it, and pays with the month's invoice.

Never begun by a gateway's answer: `on_account.charging` writes such a payment as
captured, in one transaction with the look at what the company may still owe.
"""

from datetime import datetime, timedelta
from typing import Final

from django.utils.translation import gettext_lazy as _

from ticketing.payments.gateways import RefundAnswer
from ticketing.payments.gateways.credit import CreditGateway
from ticketing.payments.models import Refund, RefundState

# An order that could not be charged is not written at all.
_A_WHILE: Final = timedelta(hours=1)


class OnAccount(CreditGateway):
    code = "on_account"
    label = _("On account")
    hint = _("It stands on the company’s next monthly invoice")

    def pay_by(self, *, now: datetime) -> datetime:
        return now + _A_WHILE

    def refund(self, refund: Refund) -> RefundAnswer:
        """The ledger takes it off what the company owes when this is written down."""
        return RefundAnswer(RefundState.DONE, f"on-account-{refund.pk}")
