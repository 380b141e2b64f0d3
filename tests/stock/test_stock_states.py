"""Two buyers, a controller and a clock, against a sheet of paper.

After each step the places must be where the paper has them, a hold must be
refused exactly when the paper says so, and the invariants must hold.
"""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import Phase as Stage
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    rule,
    run_state_machine_as_test,
)

from ground.errors import Refusal
from reports.checking import check_invariants
from tests.factories import NOON, offered_performance
from ticketing.house.models import House
from ticketing.stock import control, holds, services
from ticketing.stock.models import Cap, OnReached, Place, PriceTier
from ticketing.stock.querysets import Seller

HOLD = timedelta(minutes=15)
SEATS, OF_A_TIER = 8, 4
FOR_GOOD = ("free", "sold", "withheld", "blocked")
BY = "controller"
OURS = (
    "places_add_up_to_the_capacity",
    "held_means_a_live_hold",
    "cap_has_its_slots",
    "slot_is_of_a_taken_place",
    "taken_place_has_its_slots",
    "type_knows_its_caps",
    "withheld_place_has_a_withholding",
    "allotted_place_has_a_live_allotment",
)

buyers = st.sampled_from(["ada", "bo"])
chosen_seats = st.frozensets(st.integers(0, SEATS - 1), min_size=1, max_size=3)
channels = st.sampled_from(["web", "web", "phone"])
some_tiers = st.sampled_from([(0,), (1,), (0, 1)])

# What happens on a day, buyers more often than the controller; and what each needs.
DAY_NEEDS = {
    "hold": ("buyer", "seats", "channel"),
    "change": ("buyer", "seats"),
    "order_and_pay": ("buyer",),
    "cancel": ("seats",),
    "time_passes": ("number",),
    "the_clerk_comes": (),
    "stop_or_resume": ("tiers", "yes"),
    "cap": ("tiers", "number", "yes"),
    "take_a_cap_away": ("number",),
    "withhold_or_block": ("seats", "yes"),
    "release": ("number",),
    "unblock": ("seats",),
    "allot": ("seats", "number"),
}
DAY = [*DAY_NEEDS, *["hold"] * 9, "cap", "cap", "time_passes", "release", "cancel"]
BY_SEVERAL = ("hold", "change", "cancel", "unblock")


class Paper:
    """What a person would write down: who has each seat, and what is forbidden."""

    def __init__(self):
        self.now, self.has, self.until = NOON, ["free"] * SEATS, {}
        self.allotted, self.stopped, self.caps = {}, set(), {}

    def state(self, seat):
        lapsed = self.has[seat] not in FOR_GOOD and self.until[seat] <= self.now
        return "free" if lapsed else self.has[seat]

    def taken(self, tiers):
        kept = ("free", "withheld", "blocked")
        mine = (s for s in range(SEATS) if s // OF_A_TIER in tiers)
        return sum(self.state(s) not in kept for s in mine)

    def holds(self, buyer):
        return {s for s in range(SEATS) if self.state(s) == buyer}

    def may_hold(self, buyer, seats, channel):
        new = {s for s in seats if self.state(s) != buyer}
        within = all(
            self.taken(tiers) + sum(s // OF_A_TIER in tiers for s in new) <= number
            for tiers, number in self.caps.items()
            if any(s // OF_A_TIER in tiers for s in new)
        )
        return within and all(
            self.state(s) == "free"
            and s // OF_A_TIER not in self.stopped
            and self.allotted.get(s, (channel,))[0] == channel
            for s in new
        )

    def may_keep(self, seats):
        return all(self.state(s) == "free" and s not in self.allotted for s in seats)

    def put(self, seats, what):
        for seat in seats:
            self.has[seat] = what


class TheStock(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.unit = transaction.atomic()
        self.unit.__enter__()
        House.objects.get_or_create(pk=1, defaults={"name_en": "Marquee"})
        self.performance = offered_performance(seats=SEATS)
        self.places = list(
            self.performance.places.order_by("pk").values_list("pk", flat=True)
        )
        second = PriceTier.objects.create(
            performance=self.performance, code="B", name_en="B", price=Decimal(50)
        )
        Place.objects.filter(pk__in=self.places[OF_A_TIER:]).update(tier=second)
        self.tiers = [self.performance.tiers.get(code=code).pk for code in "AB"]
        self.paper = Paper()

    def teardown(self):
        try:
            assert check_invariants(now=self.paper.now, only=OURS).offenders == []
        finally:
            # Whatever was found: the next day begins with an empty house.
            transaction.set_rollback(True)
            self.unit.__exit__(None, None, None)

    def _pks(self, seats):
        return [self.places[seat] for seat in sorted(seats)]

    def _ids(self, tiers):
        return [self.tiers[tier] for tier in tiers]

    def _by(self):
        return {"actor": BY, "now": self.paper.now}

    def _does(self, act, *, may):
        """Do it where the paper allows it; expect a refusal where not."""
        try:
            with transaction.atomic():
                act()
        except Refusal:
            assert not may
            return False
        assert may
        return True

    def time_passes(self, number):
        self.paper.now += timedelta(minutes=3 * number)
        over = any(self.paper.taken(t) >= n for t, n in self.paper.caps.items())
        if over or self.performance.caps.filter(is_over=True).exists():
            # Where more is taken than a cap has, the clerk has to come first.
            self.the_clerk_comes()

    def the_clerk_comes(self):
        assert check_invariants(now=self.paper.now, only=OURS).offenders == []
        holds.end_lapsed_holds(now=self.paper.now)
        control.release_due_allotments(now=self.paper.now)
        self.paper.has = [self.paper.state(seat) for seat in range(SEATS)]
        for seat, (_channel, until) in list(self.paper.allotted.items()):
            if until <= self.paper.now:
                del self.paper.allotted[seat]

    def hold(self, buyer, seats, channel):
        paper, mine = self.paper, self.paper.holds(buyer)
        until = min((paper.until[s] for s in mine), default=paper.now + HOLD)

        def act():
            holds.hold_places(
                self.performance.pk,
                self._pks(seats),
                cart_key=buyer,
                minutes=15,
                now=paper.now,
                seller=Seller(channel),
            )

        if self._does(act, may=paper.may_hold(buyer, seats, channel)):
            paper.put(seats, buyer)
            paper.until.update(dict.fromkeys(seats - mine, until))

    def change(self, buyer, seats):
        mine = self.paper.holds(buyer) & seats
        holds.release_places(self._pks(seats), cart_key=buyer, now=self.paper.now)
        self.paper.put(mine, "free")

    def order_and_pay(self, buyer):
        mine = self._pks(self.paper.holds(buyer))
        if mine:
            holds.order_places(mine, cart_key=buyer, now=self.paper.now)
            services.sell_places(mine, now=self.paper.now)
            self.paper.put(self.paper.holds(buyer), "sold")

    def cancel(self, seats):
        services.give_back_places(self._pks(seats), now=self.paper.now)
        self.paper.put({s for s in seats if self.paper.has[s] == "sold"}, "free")

    def stop_or_resume(self, tiers, yes):
        act = control.stop_types if yes else control.resume_types
        act(self.performance, tier_ids=self._ids(tiers), **self._by())
        stopped = self.paper.stopped
        self.paper.stopped = stopped | set(tiers) if yes else stopped - set(tiers)

    def cap(self, tiers, number, yes):
        made = control.set_cap(
            self.performance,
            tier_ids=self._ids(tiers),
            number=number,
            on_reached=OnReached.ASK if yes else OnReached.STOP,
            **self._by(),
        )
        assert made.over == max(0, self.paper.taken(tiers) - number)
        # The paper forbids nothing where the controller only asks to be asked.
        self.paper.caps.pop(tiers, None)
        if not yes:
            self.paper.caps[tiers] = number

    def take_a_cap_away(self, number):
        caps = list(self.performance.caps.prefetch_related("tiers"))
        if caps:
            cap = caps[number % len(caps)]
            covered = [self.tiers.index(tier.pk) for tier in cap.tiers.all()]
            control.remove_cap(self.performance, cap.pk, **self._by())
            self.paper.caps.pop(tuple(sorted(covered)), None)

    def withhold_or_block(self, seats, yes):
        def act():
            if yes:
                control.block_places(
                    self.performance, self._pks(seats), reason="x", **self._by()
                )
            else:
                control.withhold_places(
                    self.performance,
                    self._pks(seats),
                    kind="press",
                    reason="x",
                    **self._by(),
                )

        if self._does(act, may=self.paper.may_keep(seats)):
            self.paper.put(seats, "blocked" if yes else "withheld")

    def release(self, number):
        live = list(self.performance.withholdings.filter(released_at=None))
        if live:
            one = live[number % len(live)]
            places = set(one.places.values_list("pk", flat=True))
            control.release_withholding(self.performance, one.pk, **self._by())
            freed = {s for s in range(SEATS) if self.places[s] in places}
            self.paper.put(freed, "free")

    def unblock(self, seats):
        control.unblock_places(self.performance, self._pks(seats), **self._by())
        self.paper.put({s for s in seats if self.paper.has[s] == "blocked"}, "free")

    def allot(self, seats, number):
        until = self.paper.now + timedelta(minutes=4 * number)

        def act():
            control.allot_places(
                self.performance,
                self._pks(seats),
                channel="phone",
                release_at=until,
                **self._by(),
            )

        if self._does(act, may=self.paper.may_keep(seats)):
            self.paper.allotted.update(dict.fromkeys(seats, ("phone", until)))

    @rule(
        what=st.sampled_from(DAY),
        buyer=buyers,
        seats=chosen_seats,
        tiers=some_tiers,
        number=st.integers(0, 5),
        channel=channels,
    )
    def something_happens(self, what, buyer, seats, tiers, number, channel):
        given = {
            "buyer": buyer,
            "seats": seats if what in BY_SEVERAL else {min(seats)},
            "tiers": tiers,
            "number": number,
            "channel": channel,
            "yes": number in (2, 5),
        }
        getattr(self, what)(**{name: given[name] for name in DAY_NEEDS[what]})

    @invariant()
    def the_stock_is_as_the_paper_has_it(self):
        now = self.paper.now
        free = set(self.performance.places.free(now).values_list("pk", flat=True))
        states = dict(self.performance.places.values_list("pk", "state"))
        for seat, place in enumerate(self.places):
            state = self.paper.state(seat)
            assert (place in free) == (state == "free")
            if state in ("sold", "withheld", "blocked"):
                assert states[place] == state


@pytest.mark.django_db
def test_the_stock_and_the_paper_agree():
    run_state_machine_as_test(
        TheStock,
        settings=settings(
            max_examples=30,
            stateful_step_count=35,
            deadline=None,
            # The steps are few enough to be read; making them fewer takes minutes.
            phases=[Stage.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_a_cap_that_stops_nobody_is_found_out(monkeypatch):
    monkeypatch.setattr(Cap, "stops", False)

    with pytest.raises(AssertionError):
        test_the_stock_and_the_paper_agree()
