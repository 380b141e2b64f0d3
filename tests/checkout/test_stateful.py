"""Two buyers, a clock and a small model: the house never says otherwise.

The model is what a person at a paper plan would write down. After each step
the places, the orders and the books of the house must agree with it.
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import Phase as Stage
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from ground.errors import Refusal
from tests.factories import NOON, offered_performance
from tests.payments.orders import (
    ADA,
    BACK,
    assert_books_are_right,
    do_planned_work,
)
from ticketing.checkout.carts import choose_places, drop_places, new_cart
from ticketing.checkout.errors import EmptyCart
from ticketing.checkout.services import place_order
from ticketing.delivery.models import Method
from ticketing.house.models import House
from ticketing.orders.phases import Phase
from ticketing.payments import services, watch
from ticketing.payments.gateways import sandbox
from ticketing.payments.models import ChargeState, Payment
from ticketing.stock.errors import HoldLapsed, PlacesUnavailable
from ticketing.stock.holds import end_lapsed_holds

HOLD = timedelta(minutes=15)
TIME_TO_PAY = timedelta(minutes=30)
SEATS = 4

buyers = st.sampled_from(["ada", "bo"])
seats = st.integers(min_value=0, max_value=SEATS - 1)
orders = st.integers(min_value=0, max_value=20)


@dataclass
class Sheet:
    """What the model knows of one order."""

    payment: Payment
    seats: frozenset
    pay_by: datetime
    phase: Phase = Phase.ACCEPTED
    paid: bool = False


@dataclass
class Wishes:
    """What one buyer's open cart has: its key's cart, and seats held until."""

    cart: object
    held: dict = field(default_factory=dict)


class TheHouse(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.unit = transaction.atomic()
        self.unit.__enter__()
        House.objects.get_or_create(pk=1, defaults={"name_en": "Marquee"})
        Method.objects.get_or_create(code="e-ticket", defaults={"name_en": "E-ticket"})
        self.performance = offered_performance(seats=SEATS)
        self.places = list(
            self.performance.places.order_by("pk").values_list("pk", flat=True)
        )
        self.now = NOON
        self.wishes = {name: self._empty() for name in ("ada", "bo")}
        self.sheets = []

    def teardown(self):
        transaction.set_rollback(True)
        self.unit.__exit__(None, None, None)

    def _empty(self):
        return Wishes(new_cart(currency="CNY", language="en"))

    def _held(self, name):
        """Seats that this buyer still holds."""
        held = self.wishes[name].held
        return {seat for seat, until in held.items() if until > self.now}

    def _owner(self, seat):
        """Who has a seat: a buyer's name, the number of an order, or nobody."""
        for name in self.wishes:
            if seat in self._held(name):
                return name
        for number, sheet in enumerate(self.sheets):
            if seat in sheet.seats and sheet.phase in {Phase.ACCEPTED, Phase.PAID}:
                return number
        return None

    def _sheet(self, number, *phases):
        fitting = [sheet for sheet in self.sheets if sheet.phase in phases]
        return fitting[number % len(fitting)] if fitting else None

    def _pks(self, chosen):
        return [self.places[seat] for seat in sorted(chosen)]

    @rule(minutes=st.sampled_from([1, 7, 15, 31]))
    def time_passes(self, minutes):
        self.now += timedelta(minutes=minutes)

    @rule(name=buyers, chosen=st.frozensets(seats, min_size=1, max_size=3))
    def hold(self, name, chosen):
        wishes = self.wishes[name]
        mine = self._held(name)
        taken = {seat for seat in chosen - mine if self._owner(seat) is not None}
        ends = [until for until in wishes.held.values() if until > self.now]
        refused = self._choose(wishes, chosen)
        assert refused == self._pks(taken)
        if refused:
            return
        until = min(ends, default=self.now + HOLD)
        wishes.held.update(dict.fromkeys(chosen - mine, until))

    def _choose(self, wishes, chosen):
        """Try to hold these seats; return the places that were refused."""
        is_new = wishes.cart.pk is None
        try:
            wishes.cart = choose_places(
                wishes.cart, self.performance.pk, self._pks(chosen), now=self.now
            )
        except PlacesUnavailable as refusal:
            if is_new:
                # What was not saved is forgotten with the request.
                wishes.cart = self._empty().cart
            return refusal.taken
        return []

    @rule(name=buyers, seat=seats)
    def drop(self, name, seat):
        wishes = self.wishes[name]
        if wishes.cart.pk is not None:
            drop_places(wishes.cart, self._pks([seat]), now=self.now)
            wishes.held.pop(seat, None)

    @rule()
    def tidy_up(self):
        end_lapsed_holds(now=self.now)

    @rule(name=buyers)
    def place(self, name):
        wishes, held = self.wishes[name], self._held(name)
        try:
            placed = place_order(
                wishes.cart.key,
                ADA,
                delivery="e-ticket",
                method="sandbox",
                now=self.now,
            )
        except (EmptyCart, HoldLapsed):
            assert not held
            return
        assert held
        again = place_order(
            wishes.cart.key, ADA, delivery="e-ticket", method="sandbox", now=self.now
        )
        assert again.order == placed.order
        services.start_payment(placed.payment, BACK, now=self.now)
        self.sheets.append(
            Sheet(placed.payment, frozenset(held), self.now + TIME_TO_PAY)
        )
        self.wishes[name] = self._empty()

    @precondition(lambda self: self.sheets)
    @rule(number=orders)
    def pay(self, number):
        sheet = self._sheet(number, Phase.ACCEPTED)
        if sheet is not None:
            sandbox.decide(sheet.payment.key, ChargeState.PAID)
            self._news_of(sheet)
            sheet.phase, sheet.paid = Phase.PAID, True

    @precondition(lambda self: self.sheets)
    @rule(number=orders)
    def pay_unseen(self, number):
        sheet = self._sheet(number, Phase.ACCEPTED)
        if sheet is not None:
            sandbox.decide(sheet.payment.key, ChargeState.PAID)
            sheet.paid = True

    @precondition(lambda self: self.sheets)
    @rule(number=orders)
    def pay_late(self, number):
        sheet = self._sheet(number, Phase.EXPIRED, Phase.CANCELLED)
        if sheet is None or sheet.paid:
            return
        sandbox.pay_late(sheet.payment.key)
        can_revive = sheet.phase == Phase.EXPIRED and all(
            self._owner(seat) is None for seat in sheet.seats
        )
        self._news_of(sheet)
        sheet.paid = True
        if can_revive:
            sheet.phase = Phase.PAID

    def _news_of(self, sheet):
        services.read_back(Payment.objects.get(pk=sheet.payment.pk), now=self.now)

    @rule()
    def orders_expire(self):
        watch.expire_overdue_orders(now=self.now)
        for sheet in self.sheets:
            if sheet.phase == Phase.ACCEPTED and sheet.pay_by <= self.now:
                sheet.phase = Phase.PAID if sheet.paid else Phase.EXPIRED

    @precondition(lambda self: self.sheets)
    @rule(number=orders)
    def cancel(self, number):
        sheet = self._sheet(number, Phase.ACCEPTED, Phase.PAID)
        if sheet is None:
            return
        try:
            services.cancel_order(
                sheet.payment.order_id, now=self.now, actor="desk", reason="asked"
            )
        except Refusal:
            assert sheet.paid
            sheet.phase = Phase.PAID
        else:
            assert not sheet.paid
            sheet.phase = Phase.CANCELLED

    @precondition(lambda self: self.sheets)
    @rule(number=orders)
    def give_back(self, number):
        sheet = self._sheet(number, Phase.PAID)
        if sheet is not None:
            services.return_order(
                sheet.payment.order_id, now=self.now, actor="desk", reason="ill"
            )
            sheet.phase = Phase.REFUNDED

    @invariant()
    def every_place_is_where_the_model_has_it(self):
        free = set(self.performance.places.free(self.now).values_list("pk", flat=True))
        sold = set(
            self.performance.places.filter(state="sold").values_list("pk", flat=True)
        )
        for seat, place in enumerate(self.places):
            owner = self._owner(seat)
            assert (place in free) == (owner is None)
            is_paid = isinstance(owner, int) and self.sheets[owner].phase == Phase.PAID
            assert (place in sold) == is_paid

    @invariant()
    def every_order_is_where_the_model_has_it(self):
        do_planned_work(self.now)
        for sheet in self.sheets:
            order = sheet.payment.order
            assert_books_are_right(order)
            assert order.phase == sheet.phase


@pytest.mark.django_db
def test_the_house_and_the_paper_plan_agree():
    run_state_machine_as_test(
        TheHouse,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            # The steps are few enough to be read; making them fewer takes minutes.
            phases=[Stage.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
