"""Bank transfer (银行转账): the buyer writes the order's number on it."""

from datetime import datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from ticketing.house.models import the_house
from ticketing.payments.gateways.desk_paid import DeskPaid

END_OF_DAY = time(23, 59, 59)


class Transfer(DeskPaid):
    code = "transfer"
    label = _("Bank transfer")
    hint = _("Your places are kept until the money has come or the day has passed")

    def is_available(self) -> bool:
        """Nobody can transfer to an account that the house has not named."""
        return bool(the_house().bank_account)

    def pay_by(self, *, now: datetime) -> datetime:
        """Return the end of the house's last day to pay, by the house's clock."""
        house = the_house()
        last = now.astimezone(house.zone).date() + timedelta(days=house.transfer_days)
        return datetime.combine(last, END_OF_DAY, tzinfo=house.zone)
