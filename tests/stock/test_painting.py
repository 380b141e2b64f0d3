"""Painting by sections, rows and seats, before there are places and after."""

from decimal import Decimal

import pytest

from tests.factories import NOON, PerformanceFactory, PlanVersionFactory
from ticketing.stock.errors import NoSuchTier, NothingToOffer, PriceNeeded, TierInUse
from ticketing.stock.holds import hold_places
from ticketing.stock.models import Place, PlaceState, StockEvent
from ticketing.stock.painting import (
    Painted,
    blocked_for,
    painting_from,
    read_painting,
    rows_without_price,
    units_of,
)
from ticketing.stock.pricing import (
    MIXED,
    TierPlan,
    copy_prices,
    keep_painting,
    paint,
    painting_of,
    set_prices,
)
from ticketing.stock.repainting import offer_painted, painted_of

pytestmark = pytest.mark.django_db

TIERS = [
    TierPlan("A", Decimal(480), "Tier A"),
    TierPlan("B", Decimal(180), "Tier B"),
]
ALL_A = Painted(sections={"stalls": "A", "floor": "B"})


@pytest.fixture
def performance():
    """Two rows of ten (A and B) and five standing places, unpainted."""
    version = PlanVersionFactory(seats=20, standing=5)
    return PerformanceFactory(plan_version=version)


def paint_it(performance, painted, tiers=TIERS):
    return paint(performance, painted, tiers=tiers, now=NOON, actor="Edda")


def row_b(brush, sections=ALL_A.sections):
    return Painted(
        sections=sections, seats={f"stalls-{i}": brush for i in range(10, 20)}
    )


def letters_of(performance):
    rows = performance.places.order_by("section__position", "number")
    return "".join(
        letter or "-" for letter in rows.values_list("tier__code", flat=True)
    )


def test_a_row_keeps_its_price_until_the_places_are_made(performance):
    paint_it(performance, row_b("B"))

    offer_painted(performance, now=NOON)

    assert letters_of(performance) == "A" * 10 + "B" * 10 + "B" * 5


def test_blocked_seats_are_made_blocked_and_the_reason_is_kept(performance):
    paint_it(performance, row_b(blocked_for("Sound desk")))

    offer_painted(performance, now=NOON)

    blocked = performance.places.filter(state=PlaceState.BLOCKED)
    assert blocked.filter(tier=None).count() == 10
    event = StockEvent.objects.get(performance=performance, kind="blocked")
    assert (event.count, event.reason) == (10, "Sound desk")


def test_an_offer_with_a_bare_place_is_refused_and_the_rows_are_named(performance):
    paint_it(performance, row_b("", {"stalls": "A"}))

    with pytest.raises(PriceNeeded) as refused:
        offer_painted(performance, now=NOON)

    assert "15 places would have no price" in str(refused.value)
    assert not Place.objects.exists()
    units = units_of(performance.plan_version_id)
    rows = rows_without_price(units, painted_of(performance, units))
    told = [(row.section.code, row.row, row.count) for row in rows]
    assert told == [("stalls", "B", 10), ("floor", "", 5)]


def test_without_any_price_there_is_nothing_to_offer(performance):
    paint_it(performance, Painted(sections={"stalls": blocked_for("Dark")}))

    with pytest.raises(NothingToOffer):
        offer_painted(performance, now=NOON)


def test_a_letter_needs_its_tier(performance):
    with pytest.raises(NoSuchTier):
        paint_it(performance, Painted(sections={"stalls": "C"}))


def test_free_places_are_painted_anew_and_taken_ones_are_named(performance):
    paint_it(performance, ALL_A)
    offer_painted(performance, now=NOON)
    held = performance.places.get(seat__key="stalls-12")
    hold_places(performance.pk, [held.pk], cart_key="ada", now=NOON, minutes=10)

    kept = paint_it(performance, row_b("B"))

    assert [(one.row, one.label, one.state) for one in kept] == [("B", "3", "held")]
    assert letters_of(performance) == "A" * 10 + "BBABBBBBBB" + "B" * 5
    moved = StockEvent.objects.filter(performance=performance, kind="painted")
    assert sorted(moved.values_list("tier__code", "count")) == [("A", 9), ("B", 9)]


def test_a_blocked_seat_goes_on_sale_when_it_is_painted(performance):
    paint_it(performance, row_b(blocked_for("Sound desk")))
    offer_painted(performance, now=NOON)

    paint_it(performance, ALL_A)

    assert performance.places.filter(state=PlaceState.FREE).count() == 25


def test_a_place_on_offer_never_loses_its_price(performance):
    paint_it(performance, ALL_A)
    offer_painted(performance, now=NOON)

    with pytest.raises(PriceNeeded):
        paint_it(performance, row_b(""))

    assert letters_of(performance) == "A" * 20 + "B" * 5


def test_a_tier_that_places_have_stays(performance):
    paint_it(performance, ALL_A)
    offer_painted(performance, now=NOON)
    held = performance.places.order_by("pk").first()
    hold_places(performance.pk, [held.pk], cart_key="ada", now=NOON, minutes=10)
    only_b = Painted(sections={"stalls": "B", "floor": "B"})

    with pytest.raises(TierInUse):
        paint_it(performance, only_b, tiers=TIERS[1:])


def test_what_is_blocked_keeps_its_reason_once_places_are_made(performance):
    painted = row_b(blocked_for("Sound desk"))
    paint_it(performance, painted)
    offer_painted(performance, now=NOON)

    found = painted_of(performance, units_of(performance.plan_version_id))

    assert found.seats["stalls-12"] == blocked_for("Sound desk")


def test_a_section_painted_in_parts_stays_as_it_is(performance):
    paint_it(performance, row_b("B"))
    stalls, floor = performance.plan_version.sections.all()
    assert painting_of(performance) == {stalls.pk: MIXED, floor.pk: "B"}

    set_prices(performance, TIERS, {stalls.pk: MIXED, floor.pk: "A"}, now=NOON)

    offer_painted(performance, now=NOON)
    assert letters_of(performance) == "A" * 10 + "B" * 10 + "A" * 5


def test_a_letter_for_a_section_leaves_its_blocked_seats_blocked(performance):
    paint_it(performance, row_b(blocked_for("Sound desk")))
    stalls, floor = performance.plan_version.sections.all()

    set_prices(performance, TIERS, {stalls.pk: "B", floor.pk: "B"}, now=NOON)

    offer_painted(performance, now=NOON)
    assert letters_of(performance) == "B" * 10 + "-" * 10 + "B" * 5


def test_a_copy_takes_single_seats_along_to_another_version(performance):
    paint_it(performance, row_b("B"))
    version = PlanVersionFactory(
        plan=performance.plan_version.plan, number=2, seats=30, standing=5
    )
    other = PerformanceFactory(plan_version=version, show=performance.show)

    copy_prices(performance, other, now=NOON)

    offer_painted(other, now=NOON)
    # The third row is new: it has the price of most of its section.
    assert letters_of(other) == "A" * 10 + "B" * 10 + "A" * 10 + "B" * 5


def test_a_performance_keeps_its_painting_on_a_new_version(performance):
    paint_it(performance, row_b("B"))
    plan = performance.plan_version.plan
    performance.plan_version = PlanVersionFactory(plan=plan, number=2, standing=7)
    performance.save()

    keep_painting(performance, performance.painting.painted)

    offer_painted(performance, now=NOON)
    assert letters_of(performance) == "A" * 10 + "B" * 10 + "B" * 7


def test_a_painting_is_short_and_says_the_same(performance):
    units = units_of(performance.plan_version_id)
    brushes = [(unit, "B" if unit.row == "B" else "A") for unit in units]

    painted = painting_from(brushes)

    assert read_painting(painted.as_json()) == painted
    assert list(painted.brushes(units)) == brushes
    assert painted.sections == {"stalls": "A", "floor": "A"}
    assert len(painted.seats) == 10
