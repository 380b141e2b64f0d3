"""A day at the box office with a waiting list, against the same sheet of paper.

What comes back while somebody waits is nobody else's; who is offered it, in which
order and until when, the paper says as well.
"""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import Phase as Stage
from hypothesis import strategies as st
from hypothesis.stateful import invariant, rule, run_state_machine_as_test

from tests.stock.test_stock_states import HOLD, SEATS, Paper, TheStock, buyers
from ticketing.rush import waiting_list
from ticketing.rush.models import RushRules, WaitingEntry, WaitingOffer
from ticketing.rush.waiting_list import GRACE_MINUTES, KEEP_MINUTES, Wish
from ticketing.shows.models import Performance
from ticketing.stock import services
from ticketing.venues.rows import rows_of

OFFER = timedelta(hours=1)
KEPT, GRACE = timedelta(minutes=KEEP_MINUTES), timedelta(minutes=GRACE_MINUTES)
LIST = "the list"
STEPS = ["join", "join", "serve", "serve", "take", "leave", "an_hour_passes"]


class PaperWithList(Paper):
    """Who waits, in order; who has an offer until when; what the list keeps."""

    def __init__(self):
        super().__init__()
        self.waiting, self.offers = [], {}

    def seats_of(self, name):
        return [seat for seat in range(SEATS) if self.has[seat] == name]

    def is_on_sale(self, seat):
        full = any(
            seat // 4 in tiers and self.taken(tiers) >= number
            for tiers, number in self.caps.items()
        )
        is_open = seat // 4 not in self.stopped and seat not in self.allotted
        return self.state(seat) == "free" and is_open and not full

    def keep(self, seats):
        """Put back for the list what may be held; its clock is not set anew."""
        self.put(seats, "free")
        for seat in sorted(seats):
            until = min((self.until[s] for s in self.holds(LIST)), default=None)
            if self.may_hold(LIST, {seat}, "web"):
                self.has[seat], self.until[seat] = LIST, until or self.now + KEPT

    def serve(self):
        for name in [n for n, until in self.offers.items() if until <= self.now]:
            self.keep(self.seats_of(name))
            del self.offers[name]
        kept = self.seats_of(LIST)
        for name in list(self.waiting):
            found = [s for s in range(SEATS) if s in kept or self.is_on_sale(s)]
            if found and self.offer(found[0], name):
                self.waiting.remove(name)
                kept = [seat for seat in kept if seat != found[0]]
        self.put(kept, "free")

    def offer(self, seat, name):
        before, self.has[seat] = self.has[seat], "free"
        if not self.may_hold(name, {seat}, "web"):
            self.has[seat] = before
            return False
        self.offers[name] = self.now + OFFER
        self.has[seat], self.until[seat] = name, self.now + OFFER + GRACE
        return True

    def may_take(self, name, buyer):
        seats = self.seats_of(name)
        self.put(seats, "free")
        may = self.offers[name] > self.now and self.may_hold(buyer, set(seats), "web")
        self.put(seats, name)
        return may


class TheStockWithList(TheStock):
    def __init__(self):
        super().__init__()
        rows_of.cache_clear()
        RushRules(offer_hours=1).save()
        Performance.objects.update(has_waiting_list=True)
        self.paper, self.entries = PaperWithList(), {}

    def cancel(self, seats):
        services.give_back_places(self._pks(seats), now=self.paper.now)
        back = {s for s in seats if self.paper.has[s] == "sold"}
        self.paper.put(back, "free")
        if self.paper.waiting or self.paper.offers:
            self.paper.keep(back)

    def join(self, _name, _buyer):
        name = f"waiter{len(self.entries)}"
        entry = waiting_list.join_list(
            self.performance,
            Wish(1),
            email=f"{name}@example.org",
            language="en",
            now=self.paper.now,
        )
        waiting_list.confirm(entry, now=self.paper.now)
        self.entries[name] = entry
        self.paper.waiting.append(name)

    def serve(self, _name, _buyer):
        waiting_list.serve(self.performance.pk, now=self.paper.now)
        self.paper.serve()

    def take(self, name, buyer):
        if name not in self.paper.offers:
            return
        entry, now = self.entries[name], self.paper.now

        def act():
            waiting_list.take_offer(entry, cart_key=buyer, minutes=15, now=now)

        if self._does(act, may=self.paper.may_take(name, buyer)):
            mine, seats = self.paper.holds(buyer), self.paper.seats_of(name)
            until = min((self.paper.until[s] for s in mine), default=now + HOLD)
            self.paper.put(seats, buyer)
            self.paper.until.update(dict.fromkeys(seats, until))
            del self.paper.offers[name]

    def leave(self, name, _buyer):
        if name in self.entries:
            waiting_list.leave(self.entries[name], now=self.paper.now)
        if name in self.paper.waiting:
            self.paper.waiting.remove(name)
        if self.paper.offers.pop(name, None):
            self.paper.keep(self.paper.seats_of(name))

    def an_hour_passes(self, _name, _buyer):
        self.paper.now += timedelta(minutes=61)

    @rule(what=st.sampled_from(STEPS), number=st.integers(0, 5), buyer=buyers)
    def something_happens_to_the_list(self, what, number, buyer):
        on_it = [*self.paper.offers, *self.paper.waiting]
        getattr(self, what)(on_it[number % len(on_it)] if on_it else "", buyer)
        self.the_clerk_comes()

    @invariant()
    def the_list_is_as_the_paper_has_it(self):
        names = {entry.pk: name for name, entry in self.entries.items()}
        live = WaitingEntry.objects.filter(ended_at=None).order_by("pk")
        offered = WaitingOffer.objects.filter(ended_at=None)
        on_it = {names[pk] for pk in live.values_list("pk", flat=True)}
        assert on_it == {*self.paper.waiting, *self.paper.offers}
        for offer in offered.select_related("entry"):
            assert offer.deadline == self.paper.offers[names[offer.entry_id]]
        assert offered.count() == len(self.paper.offers)


def _agree():
    run_state_machine_as_test(
        TheStockWithList,
        settings=settings(
            max_examples=30,
            stateful_step_count=35,
            deadline=None,
            phases=[Stage.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.mark.django_db
def test_the_list_and_the_paper_agree():
    _agree()


@pytest.mark.django_db
def test_a_list_that_keeps_nothing_is_found_out(monkeypatch):
    monkeypatch.setattr(waiting_list, "_keep", lambda *_args, **_more: None)

    with pytest.raises(AssertionError):
        _agree()
