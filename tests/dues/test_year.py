"""A year of dues for 1,000 members, against a ledger that is reckoned apart."""

import random
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db.models import Sum

from members.models import Account, Membership, User
from members.models.people import AccountRole, AccountUser
from reports.checking import check_invariants
from tests.dues import reference
from tests.dues.billing import ZONE, billed_level, pay
from tests.factories import UserFactory
from tests.members.levels import first_level
from ticketing.dues.models import Due, Letter, Reminder
from ticketing.dues.running import run_dues
from ticketing.dues.waiving import waive
from ticketing.payments.models import Entry

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.usefixtures("house"),
]
FIRST, LAST = date(2027, 7, 1), date(2028, 6, 30)
MEMBERS = 1000
STEPS = (-20, -3, 5, 12)
RULES = {
    "year": reference.Rules(388, 12, 30, 14, 40, STEPS),
    "half": reference.Rules(200, 6, 10, 0, None, STEPS),
    "month": reference.Rules(40, 1, 7, 5, 20, STEPS),
}
KINDS = ["year"] * 17 + ["half"] * 2 + ["month"]
DAYS = [29, 30, 31]


def begun(luck):
    """A day of joining; many at the ends of months, some on a leap day."""
    if luck.random() < 0.05:
        return datetime(2024, 2, 29, 10, tzinfo=ZONE)
    day = luck.choice(DAYS) if luck.random() < 0.5 else luck.randint(1, 28)
    month = luck.choice([1, 3, 5, 7, 8, 10, 12])
    return datetime(2026, month, day, 10, tzinfo=ZONE)


def planned(luck):
    """Everybody with what they will do about each bill."""
    people = []
    for _ in range(MEMBERS):
        rules = RULES[kind := luck.choice(KINDS)]
        begins = ends = begun(luck)
        while ends.date() < FIRST:
            ends = reference.shifted(ends, rules.months, begins.day)
        deeds = luck.choices(["paid", "waived", "never"], [85, 7, 8], k=20)
        delays = [luck.choice([0, 1, 5, 20, 29, 35, 46, 60, 80]) for _ in deeds]
        member = reference.Member(
            rules, begins, ends, list(zip(deeds, delays, strict=True))
        )
        people.append((kind, member))
    return people


def house_runs(luck):
    """Days on which the house looks twice, or not at all, once for weeks."""
    days = [FIRST + timedelta(days=n) for n in range((LAST - FIRST).days + 1)]
    runs = {day: luck.choice([0, 1, 1, 1, 1, 2]) for day in days}
    runs |= {date(2028, 2, 20) + timedelta(days=n): 0 for n in range(17)}
    return runs


def settled_in(people):
    """The people in the database, by the key of their account."""
    levels = {
        kind: billed_level(
            kind,
            name_en=kind,
            fee=Decimal(rules.fee),
            months=rules.months,
            lead_days=rules.lead,
            grace_days=rules.grace,
            fall_days=rules.fall,
        )
        for kind, rules in RULES.items()
    }
    users = User.objects.bulk_create(
        User(email=f"member{n}@example.org", first_name="M") for n in range(MEMBERS)
    )
    accounts = Account.objects.bulk_create(
        Account(kind="person", name=user.email) for user in users
    )
    AccountUser.objects.bulk_create(
        AccountUser(account=account, user=user, role=AccountRole.OWNER)
        for account, user in zip(accounts, users, strict=True)
    )
    Membership.objects.bulk_create(
        Membership(
            account=account,
            level=levels[kind],
            begins_at=member.begins,
            ends_at=member.ends,
        )
        for account, (kind, member) in zip(accounts, people, strict=True)
    )
    return {
        account.pk: member
        for account, (_kind, member) in zip(accounts, people, strict=True)
    }


class House:
    """The product, run by a clock of its own."""

    def __init__(self, deeds):
        self.deeds, self.seen, self.counts, self.coming = deeds, 0, {}, {}
        self.staff = UserFactory()

    def day(self, day, runs):
        for _ in range(runs):
            run_dues(now=datetime.combine(day, reference.NOON, ZONE))
        self._note(day)
        now = datetime.combine(day, reference.AFTERNOON, ZONE)
        for key, deed in self.coming.pop(day, []):
            due = Due.objects.select_related("order", "account", "level").get(pk=key)
            if due.is_owed:
                self._act(due, deed, now)

    def _act(self, due, deed, now):
        if deed == "paid":
            pay(due, now)
        else:
            waive(due, reason="asked", by=self.staff, now=now)

    def _note(self, day):
        for key, account in (
            Due.objects.filter(pk__gt=self.seen)
            .order_by("pk")
            .values_list("pk", "account")
        ):
            number = self.counts.get(account, 0)
            self.counts[account] = number + 1
            deed, after = self.deeds[account][number]
            if deed != "never":
                there = self.coming.setdefault(day + timedelta(days=after), [])
                there.append((key, deed))
            self.seen = key


def outcome(due):
    if due.waived_at:
        return "waived"
    if due.closed_at:
        return "lost"
    return "paid" if due.membership_id else "owed"


def found_of(members):
    """What the database says of each account."""
    letters, bills = {}, {key: [] for key in members}
    for letter in Letter.objects.filter(is_left_out=False).select_related("reminder"):
        letters.setdefault(letter.due_id, []).append(letter.reminder.days)
    for due in Due.objects.order_by("pk"):
        told = (due.begins_at, outcome(due), letters.get(due.pk, []))
        bills[due.account_id].append(told)
    ends = dict(
        Membership.objects.filter(ended_at=None).values_list("account", "ends_at")
    )
    return {key: (bills[key], ends.get(key)) for key in members}


def test_a_year_comes_to_what_was_reckoned_apart():
    first_level()
    for step in STEPS:
        Reminder.objects.create(days=step, subject_en="S", text_en="T")
    luck = random.Random(20271)
    members, runs = settled_in(planned(luck)), house_runs(luck)
    house = House({key: member.deeds for key, member in members.items()})
    for day, count in runs.items():
        house.day(day, count)

    reckoned = {}
    for key, member in members.items():
        reference.live(member, FIRST, LAST, runs, ZONE)
        bills = [(bill.period, bill.outcome, bill.sent) for bill in member.bills]
        reckoned[key] = (bills, None if member.lost else member.ends)
    found = found_of(members)
    wrong = [key for key in members if found[key] != reckoned[key]]
    assert not wrong, (len(wrong), found[wrong[0]], reckoned[wrong[0]])
    money = Entry.objects.filter(ledger_account="money").aggregate(sum=Sum("amount"))
    assert money["sum"] == sum(member.paid for member in members.values())
    kinds = {bill.outcome for member in members.values() for bill in member.bills}
    assert kinds == {"paid", "waived", "lost", "owed"}
    assert check_invariants(now=datetime(2028, 7, 1, tzinfo=ZONE)).offenders == []
