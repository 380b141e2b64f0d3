"""Members of the demo house: some have paid, some owe, one is resting."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from members.levels import months_later
from members.models import Level, Membership, User
from members.services import personal_account
from ticketing.dues.billing import bill
from ticketing.dues.models import Due
from ticketing.house.models import the_house
from ticketing.payments.services import receive_money

# Who, and how many days ago the period ended; below zero it has not yet.
PEOPLE: Final = (
    ("Clara", "Finch", "en", -200),
    ("Hugo", "Lantern", "en", -12),
    ("小满", "周", "zh-hans", -5),
    ("Iris", "Vale", "en", 6),
    ("知秋", "林", "zh-hans", 20),
    ("Noah", "Field", "en", 31),
)
# By their places above: whose due is paid.
PAID: Final = (1,)


@transaction.atomic
def load_members(*, now: datetime) -> None:
    """Make them where they are missing; a house without that level has none."""
    level = Level.objects.filter(code="vip").first()
    if level is None or not level.months:
        return
    local = now.astimezone(the_house().zone)
    made = [
        _member(number, level, level.months, now=local)
        for number in range(len(PEOPLE))
        if not User.objects.filter(email=_email(number)).exists()
    ]
    if not made:
        return
    for one in made:
        # As if the house had looked on the day: who owes for long is resting.
        bill(one.pk, now=min(now, one.ends_at or now))
    paid = Due.objects.owed().filter(order__user__email__in=map(_email, PAID))
    for due in paid.select_related("order"):
        if due.order is not None:
            receive_money(
                due.order.pk,
                method="transfer",
                amount=due.order.total,
                actor="demo",
                now=now,
            )


def _email(number: int) -> str:
    return f"member{number + 1}@example.org"


def _member(number: int, level: Level, months: int, *, now: datetime) -> Membership:
    first, last, language, days = PEOPLE[number]
    user = User.objects.create_user(
        _email(number), first_name=first, last_name=last, language=language
    )
    ends_at = now - timedelta(days=days)
    made: Membership = Membership.objects.create(
        account=personal_account(user),
        level=level,
        begins_at=months_later(ends_at, -months),
        ends_at=ends_at,
    )
    return made
