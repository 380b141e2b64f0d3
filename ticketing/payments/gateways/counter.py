"""At the counter (窗口): the buyer comes by and pays there."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from ticketing.house.models import the_house
from ticketing.payments.gateways.desk_paid import DeskPaid


class Counter(DeskPaid):
    code = "counter"
    label = _("At the box office")
    hint = _("Cash or card; bring the order’s number")

    def is_available(self) -> bool:
        return True

    def pay_by(self, *, now: datetime) -> datetime:
        return now + timedelta(hours=the_house().counter_hours)
