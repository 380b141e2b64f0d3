"""The live board counts what a plain count does, and recounts only what moved."""

import random
from collections import Counter
from datetime import timedelta

import pytest
from django.db.models import Q

from ground.errors import Refusal
from tests.factories import NOON, offered_performance
from ticketing.orders.models import SalesChannel
from ticketing.stock import control
from ticketing.stock.board import Board
from ticketing.stock.board_news import News
from ticketing.stock.holds import hold_places, order_places, release_places
from ticketing.stock.models import Place, StockEvent
from ticketing.stock.services import give_back_places, sell_places

MINUTE = timedelta(minutes=1)


@pytest.fixture
def board(db):
    return Board()


@pytest.fixture
def other(house):
    return offered_performance(seats=10, starts_at=NOON + timedelta(days=9))


def line_of(look, performance):
    return next(row for row in look.lines if row.performance.pk == performance.pk)


def plainly(performance, now):
    """Counted one by one, from the rows alone."""
    found = Counter()
    for place in Place.objects.filter(performance=performance):
        state = place.state
        if state == "held" and place.held_until <= now:
            state = "free"
        if state == "free" and place.allotment_id:
            state = "allotted"
        found[place.tier_id, state] += 1
    return found


def as_counted(line):
    found = Counter()
    for row in line.types:
        for state in ("sold", "ordered", "held", "free", "allotted", "withheld"):
            found[row.tier and row.tier.pk, state] += getattr(row.tally, state)
        found[row.tier and row.tier.pk, "blocked"] += row.tally.blocked
    return +found


class Crowd:
    """Does something with the stock, whatever is possible."""

    def __init__(self, performance, seed):
        self.performance = performance
        self.chance = random.Random(seed)
        self.now = NOON

    def act(self):
        self.now += timedelta(minutes=self.chance.randrange(6))
        deeds = (
            self.hold,
            self.hold,
            self.release,
            self.buy,
            self.buy,
            self.give_back,
            self.withhold,
            self.block,
            self.allot,
            self.end_allotment,
        )
        try:
            self.chance.choice(deeds)()
        except Refusal:
            return

    def some(self, *wanted, most=3):
        ids = list(self.performance.places.filter(*wanted).values_list("pk", flat=True))
        return self.chance.sample(ids, min(len(ids), self.chance.randint(1, most)))

    def who(self):
        return {"actor": "ada", "now": self.now}

    def cart(self):
        return self.chance.choice(["ada", "ben", "eve"])

    def hold(self):
        hold_places(
            self.performance.pk,
            self.some(),
            cart_key=self.cart(),
            minutes=10,
            now=self.now,
        )

    def release(self):
        release_places(self.some(most=25), cart_key=self.cart(), now=self.now)

    def buy(self):
        cart = self.cart()
        free = self.some(Q(state="free", allotment=None))
        hold_places(self.performance.pk, free, cart_key=cart, minutes=5, now=self.now)
        order_places(free, cart_key=cart, now=self.now)
        if self.chance.random() < 0.6:
            sell_places(free, now=self.now)

    def give_back(self):
        give_back_places(self.some(Q(state="sold")), now=self.now)

    def withhold(self):
        control.withhold_places(
            self.performance, self.some(), kind="press", reason="r", **self.who()
        )

    def block(self):
        control.block_places(self.performance, self.some(), reason="r", **self.who())

    def allot(self):
        control.allot_places(
            self.performance,
            self.some(),
            channel=SalesChannel.PHONE,
            **self.who(),
        )

    def end_allotment(self):
        first = self.performance.allotments.filter(released_at=None).first()
        if first:
            control.release_allotment(self.performance, first.pk, **self.who())


@pytest.mark.parametrize("seed", range(6))
def test_it_equals_a_plain_count_after_whatever_happened(board, performance, seed):
    crowd = Crowd(performance, seed)
    for _ in range(40):
        crowd.act()
        look = board.look(now=crowd.now)
        assert as_counted(line_of(look, performance)) == +plainly(
            performance, crowd.now
        )


def test_a_lapsed_hold_is_free_though_nothing_has_happened(
    board, performance, places, hold
):
    hold(places[:3])
    assert line_of(board.look(now=NOON), performance).tally.held == 3

    before = board.look(now=NOON + 15 * MINUTE - timedelta(seconds=1))
    at_the_end = board.look(now=NOON + 15 * MINUTE)

    assert line_of(before, performance).tally.held == 3
    assert line_of(at_the_end, performance).tally.held == 0
    assert StockEvent.objects.filter(kind="lapsed").count() == 0


def test_it_says_what_moved_since_a_look(board, performance, other, places, hold):
    first = board.look(now=NOON)
    later = NOON + MINUTE
    hold(places[:1], now=later)

    look = board.look(now=later, since=first.at + timedelta(seconds=30))

    assert first.changed == {performance.pk, other.pk}
    assert look.changed == {performance.pk}


def test_it_says_which_performances_are_gone(board, performance, other):
    first = board.look(now=NOON)
    performance.cancelled_at = NOON
    performance.save()

    look = board.look(now=NOON + MINUTE, since=first.at)

    assert [row.performance for row in look.lines] == [other]
    assert look.gone == {performance.pk}


def test_another_process_that_looked_long_ago_sends_it_too(performance, places, hold):
    ours, theirs = Board(), Board()
    theirs.look(now=NOON)
    seen = ours.look(now=NOON + MINUTE)
    hold(places[:1], now=NOON + 2 * MINUTE)
    ours.look(now=NOON + 2 * MINUTE)

    look = theirs.look(now=NOON + 3 * MINUTE, since=seen.at)

    assert look.changed == {performance.pk}
    assert line_of(look, performance).tally.held == 1


def test_the_pace_is_what_was_sold_in_the_last_hour(board, performance, places, hold):
    hold(places[:3])
    order_places(places[:3], cart_key="ada", now=NOON)
    sell_places(places[:2], now=NOON)
    sell_places(places[2:3], now=NOON + 30 * MINUTE)

    paces = [
        line_of(board.look(now=NOON + minutes * MINUTE), performance).last_hour
        for minutes in (30, 59, 61, 91)
    ]

    assert paces == [3, 3, 1, 0]
    assert line_of(Board().look(now=NOON + 45 * MINUTE), performance).last_hour == 3


def test_an_event_that_is_committed_late_is_not_passed_over(performance, tiers):
    news = News.begin(now=NOON)
    news.read(now=NOON)
    top = news.cursor
    rows = {"performance": performance, "kind": "held", "count": 1, "at": NOON}
    StockEvent.objects.create(pk=top + 3, **rows)
    assert news.read(now=NOON) == {performance.pk}

    StockEvent.objects.create(pk=top + 2, **rows)

    assert news.read(now=NOON + MINUTE / 2) == {performance.pk}
    assert news.read(now=NOON + MINUTE / 2) == set()


def test_a_cap_keeps_free_places_back(board, performance, tiers, places, hold):
    hold(places[:2])
    control.set_cap(
        performance, tier_ids=[t.pk for t in tiers], number=5, actor="ada", now=NOON
    )

    line = line_of(board.look(now=NOON), performance)

    assert (line.free, line.capped, line.tally.held) == (3, 20, 2)
    assert line.caps[0].taken == 2
    # Each type may have all that is left, though together they have no more.
    assert [row.sellable for row in line.types] == [3, 3]
    assert sum(row.free for row in line.types) == line.sellable == 3


def test_a_reached_cap_that_asks_waits_for_a_decision(
    board, performance, tiers, places, hold
):
    hold(places[:2])
    control.set_cap(
        performance,
        tier_ids=[tiers[0].pk],
        number=2,
        on_reached="ask",
        actor="ada",
        now=NOON,
    )
    asking = line_of(board.look(now=NOON), performance)

    control.stop_types(performance, tier_ids=[tiers[0].pk], actor="ada", now=NOON)
    decided = line_of(board.look(now=NOON), performance)

    assert asking.asks
    assert asking.warns
    assert asking.capped == 0
    assert not decided.asks


def test_a_look_costs_as_many_queries_whatever_there_is(
    board, performance, other, places, hold, django_assert_max_num_queries
):
    with django_assert_max_num_queries(10):
        board.look(now=NOON)
    hold(places[:1])
    with django_assert_max_num_queries(8):
        board.look(now=NOON)


def test_only_what_moved_is_counted_again(
    board, performance, places, hold, monkeypatch
):
    others = [offered_performance(seats=1) for _ in range(8)]
    board.look(now=NOON)
    hold(places[:1])
    read = []
    monkeypatch.setattr(
        "ticketing.stock.board.count",
        lambda ids, now, count=board.look.__globals__["count"]: (
            read.append(set(ids)) or count(ids, now=now)
        ),
    )

    board.look(now=NOON)

    assert performance.pk in read[0]
    assert len(read[0]) < len(others)
