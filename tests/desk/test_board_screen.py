"""The live board's screen: lines, filters, JSON of what changed, and buttons."""

import csv
import secrets
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import offered_performance
from ticketing.desk import board as screen
from ticketing.desk.board_money import Till
from ticketing.house.models import House
from ticketing.orders import services as orders
from ticketing.orders.models import Order, OrderLine
from ticketing.stock import control
from ticketing.stock.board import Board
from ticketing.stock.holds import hold_places, order_places
from ticketing.stock.models import Cap
from ticketing.stock.services import sell_places

BOARD = "/admin/desk/board/"


@pytest.fixture(autouse=True)
def _board_of_this_test(monkeypatch):
    monkeypatch.setattr(screen, "THE_BOARD", Board())
    monkeypatch.setattr(screen, "THE_TILL", Till())


def offered(days, **fields):
    now = timezone.now()
    return offered_performance(
        seats=20,
        now=now,
        starts_at=now + timedelta(days=days),
        on_sale_from=now - timedelta(days=1),
        **fields,
    )


@pytest.fixture
def performance(furnished):
    return offered(7)


@pytest.fixture
def other(furnished):
    return offered(9)


@pytest.fixture
def capped(performance):
    """A cap of two that asks, reached."""
    hold(performance, 2)
    control.set_cap(
        performance,
        tier_ids=[performance.tiers.get().pk],
        number=2,
        on_reached="ask",
        warn_at=1,
        actor="ada",
        now=timezone.now(),
    )
    return Cap.objects.get()


def hold(performance, count):
    places = list(performance.places.order_by("pk").values_list("pk", flat=True))
    now = timezone.now()
    hold_places(performance.pk, places[:count], cart_key="ada", minutes=15, now=now)


def live(client, **query):
    return client.get(reverse("desk-board-live"), query).json()


def test_it_has_a_line_for_each_performance(desk, performance, other):
    page = desk.get(BOARD).content.decode()

    assert page.count("data-line=") == 2
    assert performance.show.name in page
    assert 'http-equiv="refresh"' in page


def test_it_speaks_chinese(desk, performance):
    desk.user.language = "zh-hans"
    desk.user.save()
    page = desk.get(BOARD, headers={"accept-language": "zh-hans"}).content.decode()

    assert "实时看板" in page


@pytest.mark.parametrize("types", [{"open": 1}, {"types": "on"}])
def test_an_opened_line_has_its_ticket_types(desk, performance, types):
    if "open" in types:
        types = {"open": performance.pk}
    page = desk.get(BOARD, types).content.decode()

    assert "Tier A" in page
    assert 'value="stop"' in page


def test_filters_stand_in_the_address(desk, performance, other, capped):
    def shown(**query):
        return {row.it.performance for row in desk.get(BOARD, query).context["rows"]}

    assert shown(show=other.show_id) == {other}
    assert shown(hall=performance.hall_id) == {performance}
    assert shown(day=other.local_start.date().isoformat()) == {other}
    assert shown(warnings="on") == {performance}
    assert shown(show="nonsense", day="nonsense") == {performance, other}


def test_only_what_changed_is_sent(desk, performance, other, monkeypatch):
    monkeypatch.setattr("ticketing.stock.board.OVERLAP", -timedelta(microseconds=1))
    first = live(desk)
    nothing = live(desk, since=first["cursor"])
    hold(performance, 3)
    news = live(desk, since=nothing["cursor"])

    assert [line["id"] for line in first["lines"]] == [performance.pk, other.pk]
    assert nothing["lines"] == []
    assert "sums" not in nothing
    assert [line["id"] for line in news["lines"]] == [performance.pk]
    assert news["lines"][0]["before"] == other.pk
    assert ">3<" in news["lines"][0]["html"]


def test_a_line_that_no_longer_fits_the_filter_is_gone(desk, performance, capped):
    first = live(desk, warnings="on")
    control.remove_cap(performance, capped.pk, actor="ada", now=timezone.now())

    news = live(desk, warnings="on", since=first["cursor"])

    assert news["lines"] == []
    assert news["gone"] == [performance.pk]


@pytest.mark.parametrize("since", ["", "never", "2026-99-99T00:00:00Z", "2026-01-01"])
def test_a_strange_cursor_is_sent_all(desk, performance, since):
    assert len(live(desk, since=since)["lines"]) == 1


def test_a_reached_cap_asks_on_top_and_is_raised_from_there(desk, performance, capped):
    page = desk.get(BOARD)
    (notice,) = page.context["notices"]
    back = reverse("desk-control", args=[performance.pk]) + f"?next={BOARD}"
    fields = {
        "act": "cap",
        "cap-tiers": performance.tiers.get().pk,
        "cap-number": notice.raised,
        "cap-warn_at": notice.warn_at,
        "cap-on_reached": "ask",
    }

    answer = desk.post(back, fields)

    capped.refresh_from_db()
    assert b"Raise to 10" in page.content
    assert answer.url == BOARD
    assert (capped.number, capped.warn_at) == (10, 9)
    assert desk.get(BOARD).context["notices"] == []


def test_a_type_is_stopped_and_resumed_from_the_board(desk, performance):
    tier = performance.tiers.get()
    here = reverse("desk-control", args=[performance.pk]) + f"?next={BOARD}"

    for act, is_stopped in (("stop", True), ("resume", False)):
        answer = desk.post(here, {"act": act, "stop-tiers": tier.pk})
        tier.refresh_from_db()
        assert answer.url == BOARD
        assert (tier.stopped_at is not None) == is_stopped


def test_nobody_is_sent_to_another_site(desk, performance):
    here = reverse("desk-control", args=[performance.pk])

    answer = desk.post(
        f"{here}?next=https://evil.example/",
        {"act": "stop", "stop-tiers": performance.tiers.get().pk},
    )

    assert answer.url == here


def test_who_may_only_look_has_no_buttons(editor, performance, capped):
    page = editor.get(BOARD, {"open": performance.pk}).content.decode()

    assert 'name="act"' not in page
    assert performance.show.name in page


def test_an_empty_house_is_told_what_to_do(desk, furnished):
    assert House.objects.exists()
    assert "No coming performance fits" in desk.get(BOARD).content.decode()


def test_the_screen_costs_as_many_queries_with_more_lines(
    desk, performance, other, kept, django_assert_max_num_queries
):
    desk.get(BOARD)
    with django_assert_max_num_queries(17):
        desk.get(BOARD)
    more = [offered(days) for days in range(10, 14)]
    desk.get(BOARD)
    with django_assert_max_num_queries(17):
        page = desk.get(BOARD)
    assert len(page.context["rows"]) == 2 + len(more)


def paid(performance, *, price):
    """One place of it, sold for that price."""
    now = timezone.now()
    place = performance.places.filter(state="free").order_by("pk").first()
    order = Order.objects.create(
        number=orders.new_number(),
        secret=orders.new_secret(),
        channel="web",
        language="en",
        currency=performance.currency,
        phase="paid",
        paid_at=now,
    )
    OrderLine.objects.create(
        order=order,
        position=1,
        kind="place",
        place=place,
        performance=performance,
        tier=place.tier,
        list_price=place.tier.price,
        price=price,
    )
    key = secrets.token_hex(4)
    hold_places(performance.pk, [place.pk], cart_key=key, minutes=15, now=now)
    order_places([place.pk], cart_key=key, now=now)
    sell_places([place.pk], now=now)
    return order


def test_takings_follow_the_sale(desk, performance, other, monkeypatch):
    monkeypatch.setattr("ticketing.stock.board.OVERLAP", -timedelta(microseconds=1))
    paid(performance, price=80)
    first = live(desk)
    paid(performance, price=100)
    news = live(desk, since=first["cursor"])

    assert "¥80" in first["lines"][0]["html"]
    assert [line["id"] for line in news["lines"]] == [performance.pk]
    assert "¥180" in news["lines"][0]["html"]
    assert "¥180" in news["sums"]


def test_what_is_not_paid_or_taken_back_is_no_takings(desk, performance):
    paid(performance, price=80)
    Order.objects.filter(pk=paid(performance, price=90).pk).update(phase="accepted")
    ended = paid(performance, price=100)
    ended.lines.update(ended_at=timezone.now(), state="returned")

    assert desk.get(BOARD).context["takings"] == "¥80"


def test_takings_are_told_to_those_who_may_see_money(editor, performance):
    paid(performance, price=80)
    page = editor.get(BOARD, {"types": "on"}).content.decode()

    assert "akings" not in page
    assert "¥80" not in page
    assert b"akings" not in editor.get(f"{BOARD}board.csv").content


def rows_of(answer):
    assert answer["Content-Type"].startswith("text/csv")
    return list(csv.reader(answer.content.decode("utf-8-sig").splitlines()))


def test_the_file_has_what_the_screen_shows(desk, performance, other):
    hold(performance, 2)
    paid(performance, price=80)
    heads, total, tier = rows_of(
        desk.get(f"{BOARD}board.csv", {"show": performance.show_id, "types": "on"})
    )
    told = dict(zip(heads, total, strict=True))

    assert told["show"] == performance.show.name
    assert (told["places"], told["sold"], told["held"]) == ("20", "1", "2")
    assert (told["takings"], told["currency"]) == ("80.00", "CNY")
    assert dict(zip(heads, tier, strict=True))["state"] == "sells"


def test_the_file_has_the_filter_of_the_screen(desk, performance):
    assert f"{BOARD}board.csv?warnings=on" in (
        desk.get(BOARD, {"warnings": "on"}).content.decode()
    )
    assert rows_of(desk.get(f"{BOARD}board.csv", {"warnings": "on"}))[1:] == []


def test_no_name_is_a_formula(desk, performance):
    performance.show.name_en = "=HYPERLINK(0)"
    performance.show.save()

    assert rows_of(desk.get(f"{BOARD}board.csv"))[1][0] == "'=HYPERLINK(0)"
