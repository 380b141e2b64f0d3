"""What happens when somebody signs in."""

from typing import Any

from django.utils import timezone

from members.models import PointSource, User
from members.models.point_rules import the_point_rules
from members.points import award
from members.services import personal_account
from ticketing.house.models import the_house


def give_login_points(user: User, **_signal: Any) -> None:
    """The first login of a day in the house's time zone brings points."""
    rate = the_point_rules().login
    if not rate:
        return
    now = timezone.now()
    account, day = personal_account(user), now.astimezone(the_house().zone).date()
    key = f"{account.pk}-{day.isoformat()}"
    award(account, rate, source=PointSource.LOGIN, key=key, now=now)
