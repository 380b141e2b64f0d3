"""Painting and price lists on their screens, as they work without script."""

import json
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.desk.filled import fill
from tests.factories import PerformanceFactory, PlanVersionFactory
from ticketing.stock.holds import hold_places
from ticketing.stock.models import PriceList, PriceTier
from ticketing.stock.painting import Painted
from ticketing.stock.pricing import TierPlan, paint
from ticketing.stock.repainting import offer_painted

pytestmark = pytest.mark.django_db

TIERS = [TierPlan("A", Decimal(480), "Tier A"), TierPlan("B", Decimal(180), "Tier B")]


def ahead(version, **fields):
    starts_at = timezone.now() + timedelta(days=20)
    return PerformanceFactory(
        plan_version=version,
        starts_at=starts_at,
        on_sale_from=timezone.now(),
        **fields,
    )


@pytest.fixture
def version():
    return PlanVersionFactory(seats=20, standing=5)


@pytest.fixture
def performance(version):
    made = ahead(version)
    painted = Painted(sections={"stalls": "A"})
    paint(made, painted, tiers=TIERS, now=timezone.now())
    return made


def screen(performance):
    return reverse("staff-paint", args=[performance.pk])


def told(client, url):
    return client.get(url, follow=True).content.decode()


def test_a_row_is_painted_and_counted(editor, performance):
    stalls = performance.plan_version.sections.first()

    sent = fill(editor, screen(performance), where=f"{stalls.pk}|B", brush="B")

    assert sent.status_code == 302
    page = told(editor, screen(performance))
    assert "¥4,800.00" in page
    assert "¥6,600.00" in page
    assert performance.painting.painted.seats["stalls-10"] == "B"


def test_some_seats_of_a_row_are_blocked_with_a_reason(editor, performance):
    stalls = performance.plan_version.sections.first()
    places = {"where": f"{stalls.pk}|A", "seats": "3–5, 9", "brush": "!"}

    without = fill(editor, screen(performance), **places)
    given = fill(editor, screen(performance), **places, reason="Sound desk")

    assert without.status_code == 422
    assert "Say why these places are blocked." in without.content.decode()
    assert given.status_code == 302
    blocked = performance.painting.painted.seats
    assert sorted(blocked) == ["stalls-2", "stalls-3", "stalls-4", "stalls-8"]
    assert "blocked (Sound desk) 4" in told(editor, screen(performance))


@pytest.mark.parametrize("seats", ["11", "A", "3–99"])
def test_seats_that_the_row_has_not_got_are_refused(editor, performance, seats):
    stalls = performance.plan_version.sections.first()
    place = {"where": f"{stalls.pk}|A", "seats": seats, "brush": "B"}

    assert fill(editor, screen(performance), **place).status_code == 422


def test_rows_without_a_price_are_listed(editor, performance):
    page = told(editor, screen(performance))

    assert "The sale can’t be opened until these places have a price" in page
    assert "Floor, 5 places" in page


def test_the_scripts_painting_is_taken_as_a_whole(editor, performance):
    floor = performance.plan_version.sections.last()
    seats = list(performance.plan_version.seats.values_list("pk", flat=True))
    painting = {"B": [*seats[:5], f"s{floor.pk}"], "A": seats[5:]}

    sent = editor.post(
        screen(performance), {"do": "save", "painting": json.dumps(painting)}
    )

    assert sent.status_code == 302
    assert performance.painting.unpriced == 0
    assert performance.painting.painted.sections == {"stalls": "A", "floor": "B"}


@pytest.mark.parametrize(
    "painting", ["", "[]", '{"A": 1}', '{"A": [999999]}', '{"!x": ["s0"]}']
)
def test_a_painting_that_is_none_is_refused(editor, performance, painting):
    before = performance.painting.content

    sent = editor.post(screen(performance), {"do": "save", "painting": painting})

    performance.painting.refresh_from_db()
    assert sent.status_code == 422
    assert performance.painting.content == before


def test_held_places_keep_their_price_and_are_named(editor, version):
    made = ahead(version)
    both = Painted(sections={"stalls": "A", "floor": "B"})
    paint(made, both, tiers=TIERS, now=timezone.now())
    offer_painted(made, now=timezone.now())
    held = made.places.get(seat__key="stalls-3")
    hold_places(made.pk, [held.pk], cart_key="ada", now=timezone.now(), minutes=10)
    stalls = version.sections.first()

    fill(editor, screen(made), where=str(stalls.pk), brush="B")

    assert "keep their price: Stalls, row A: 4" in told(editor, screen(made))
    assert made.places.filter(tier__code="A").count() == 1


def test_prices_and_painting_are_copied(editor, performance, version):
    other = ahead(version)
    url = reverse("staff-prices-copy", args=[other.pk])

    sent = editor.post(url, {"from": performance.pk})

    assert sent.url == screen(other)
    assert other.tiers.count() == 2
    assert other.painting.painted.sections == {"stalls": "A"}


def test_nothing_is_copied_from_another_plan(editor, performance):
    other = ahead(PlanVersionFactory(seats=20))
    url = reverse("staff-prices-copy", args=[other.pk])

    assert editor.post(url, {"from": performance.pk}).status_code == 404
    assert editor.post(url, {"from": "x"}).status_code == 404


def test_a_list_is_kept_previewed_and_applied_to_many(editor, performance, version):
    dates = [ahead(version), ahead(version)]
    keep = reverse("staff-list-from", args=[performance.pk])
    sent = editor.post(keep, {"name_en": "Weekdays", "name_zh_hans": "平日"})
    chosen = [date.pk for date in dates]

    preview = editor.post(sent.url, {"dates": chosen, "do": "preview"})
    assert preview.status_code == 200
    assert "¥480.00" in preview.content.decode()
    assert not dates[0].tiers.exists()
    applied = editor.post(sent.url, {"dates": chosen, "do": "apply"})

    assert applied.status_code == 302
    assert "2 dates are priced." in told(editor, applied.url)
    for date in dates:
        assert date.painting.painted.sections == {"stalls": "A"}


def test_a_list_is_made_changed_and_deleted(editor, performance):
    names = {"name_en": "Plain", "currency": "CNY", "tier__0__price": "300"}
    sent = fill(editor, reverse("staff-list-add"), **names)
    made = PriceList.objects.get()
    assert sent.url == reverse("staff-list-apply", args=[made.pk])
    assert made.tiers.get().price == 300

    fill(editor, reverse("staff-list", args=[made.pk]), tier__0__price="310")
    assert made.tiers.get().price == 310

    editor.post(reverse("staff-list-delete", args=[made.pk]))
    assert not PriceList.objects.exists()
    assert PriceTier.objects.filter(performance=performance).count() == 2


def test_a_list_needs_a_name_and_a_price_that_is_one(editor):
    url = reverse("staff-list-add")

    assert fill(editor, url, currency="CNY", tier__0__price="3").status_code == 422
    assert fill(editor, url, name_en="X", tier__0__price="-3").status_code == 422


def test_nothing_is_applied_to_no_date(editor, performance):
    keep = reverse("staff-list-from", args=[performance.pk])
    sent = editor.post(keep, {"name_en": "Weekdays"})

    answer = editor.post(sent.url, {"do": "apply"})

    assert answer.status_code == 422
    assert "Choose at least one date." in answer.content.decode()
