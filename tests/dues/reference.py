"""What a year of dues must come to, reckoned anew, member by member.

Knows nothing of the product's code: days, months and what people do.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

NOON, AFTERNOON = time(12), time(15)
MAKES_UP = timedelta(days=60)


@dataclass
class Rules:
    fee: int
    months: int
    lead: int
    grace: int
    fall: int | None
    steps: tuple[int, ...]


@dataclass
class Bill:
    period: datetime
    asked: date
    outcome: str = "owed"
    sent: list[int] = field(default_factory=list)
    known: set[int] = field(default_factory=set)


def shifted(moment, months, anchor):
    """So many months on, on the anchor day or the last day before it there is."""
    number = moment.year * 12 + moment.month - 1 + months
    for day in range(anchor, 27, -1):
        try:
            return moment.replace(year=number // 12, month=number % 12 + 1, day=day)
        except ValueError:
            continue
    return moment.replace(year=number // 12, month=number % 12 + 1, day=anchor)


class Member:
    def __init__(self, rules, begins, ends, deeds):
        self.rules, self.begins, self.ends, self.deeds = rules, begins, ends, deeds
        self.bills, self.grace, self.lost, self.paid = [], None, False, 0

    @property
    def open(self):
        last = self.bills[-1] if self.bills else None
        return last if last and last.outcome == "owed" else None

    def run(self, now):
        fall = self.rules.fall
        over = fall is not None and self.grace is not None
        if self.open and over and self.grace + timedelta(days=fall) <= now:
            self.open.outcome, self.lost = "lost", True
        asks = self.ends - timedelta(days=self.rules.lead) <= now < self.ends + MAKES_UP
        if asks and not self.open and not self.lost:
            self.bills.append(Bill(self.ends, now.date()))
            self.grace = max(self.ends, now) + timedelta(days=self.rules.grace)
        if self.open:
            self.remind(self.open, now)

    def remind(self, bill, now):
        passed = (now.date() - bill.period.date()).days
        reached = [step for step in self.rules.steps if step <= passed]
        if reached and reached[-1] not in bill.known:
            bill.sent.append(reached[-1])
        bill.known |= set(reached)

    def act(self, now):
        bill = self.open
        if bill is None:
            return
        deed, after = self.deeds[len(self.bills) - 1]
        if deed == "never" or now.date() != bill.asked + timedelta(days=after):
            return
        bill.outcome = deed
        self.paid += self.rules.fee if deed == "paid" else 0
        further = shifted(self.ends, self.rules.months, self.begins.day)
        if max(self.ends, self.grace) > now and further > now:
            self.ends = further
        else:
            self.begins, self.ends = now, shifted(now, self.rules.months, now.day)
        self.grace = None


def live(member, first, last, runs, zone):
    """Let the member live from day to day; `runs` has how often the house looks."""
    day = first
    while day <= last:
        for _ in range(runs.get(day, 1)):
            member.run(datetime.combine(day, NOON, zone))
        member.act(datetime.combine(day, AFTERNOON, zone))
        day += timedelta(days=1)
    return member
