"""Takings of any days are what the ledger has, however one asks for them."""

import csv
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from io import StringIO
from itertools import count, product
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from reports.takings.accounts import accounts
from reports.takings.figures import cells, reports
from reports.takings.span import Span, Step, presets
from starter.roles import ADMINISTRATORS
from tests.factories import NOON, ShowKindFactory, the_tests_house
from tests.house_staff import client_of
from tests.payments.orders import SOON, started
from ticketing.payments import ledger, services
from ticketing.payments.models import Entry, LedgerAccount, Movement, MovementKind
from ticketing.shows.models import ShowKind

SHANGHAI = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2026, 10, 28), date(2026, 11, 10)
BOOKED = count(1)
DAY = {"first": "2026-11-22", "last": "2026-11-22"}
LABELS = {"counter": "At the box office", "transfer": "Bank transfer"}
OTHERWISE = {"credit": "Credit and gift cards", "on_account": "Owed on account"}
SOLD = {"deferred_income", "income", "fees", "delivery", "tax"}

movements = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(MovementKind.values),
            "currency": st.sampled_from(["CNY", "JPY", "BHD"]),
            "account": st.sampled_from(LedgerAccount.values),
            "against": st.sampled_from(LedgerAccount.values),
            "amount": st.integers(-9999, 9999),
            "line": st.integers(0, 2),
            "paid": st.integers(0, 2),
            # Half hours, so that every midnight of the zone is met.
            "at": st.integers(0, 48 * 20),
        }
    ),
    max_size=25,
)


def _history(rows, lines, payments):
    """Book them, and say of each entry what a report may ask."""
    for row in rows:
        at = datetime(2026, 10, 25, tzinfo=UTC) + timedelta(minutes=30 * row["at"])
        line, payment = lines[row["line"]], payments[row["paid"]]
        kind, key = row["kind"], f"random:{next(BOOKED)}"
        amount = Decimal(row["amount"]) / 1000
        sides = (row["account"], amount), (row["against"], -amount)
        ledger.post(
            Movement(key=key, kind=kind, reason="random", at=at),
            [
                Entry(
                    ledger_account=account, currency=row["currency"], amount=side,
                    line=line if account in SOLD else None,
                    payment=payment if account == "money" else None,
                )
                for account, side in sides
            ],
        )  # fmt: skip


def _naive():
    """The figures, entry by entry, without a query that sums."""
    sums = defaultdict(Decimal)
    for entry in Entry.objects.all():
        day = entry.movement.at.astimezone(SHANGHAI).date()
        if FIRST <= day <= LAST:
            for name, sign, way, key in _counted(entry, day):
                sums[entry.currency, name, way, key] += sign * entry.amount
    return {key: amount for key, amount in sums.items() if amount}


def _counted(entry, day):
    """In which figures an entry counts, with which sign, and in which lines."""
    kind, account = entry.movement.kind, entry.ledger_account
    if account == "money":
        is_back = kind in {"refund", "come_back", "disputed", "won"}
        figure = ("refunds", -1) if is_back else ("takings", 1)
        yield *figure, "day", day
        yield *figure, "method", entry.payment and LABELS[entry.payment.method]
    if account in OTHERWISE and kind in {"capture", "refund", "come_back"}:
        figure = ("used", 1) if kind == "capture" else ("put_back", -1)
        yield *figure, "otherwise", OTHERWISE[account]
    if account in SOLD:
        figure = ("returned", 1) if kind == "return" else ("sold", -1)
        yield *figure, "day", day
        yield *figure, "kind", entry.line and entry.line.performance.show.kind.name
    if account in {"fees", "delivery", "tax", "income"}:
        yield ("earned" if account == "income" else account), -1, "day", day


COLUMNS = ("takings", "refunds", "sold", "returned")
COLUMNS += ("fees", "delivery", "tax", "earned")


def _told(found):
    """The same figures as the report has them, those that are not zero."""
    names = {"no method": None, "not for a performance": None}
    told = {}
    for report in found:
        for period, sums in report.periods:
            for name in COLUMNS:
                told[report.currency, name, "day", period.first] = getattr(sums, name)
        for rows, way, columns in (
            (report.methods, "method", ("takings", "refunds")),
            (report.otherwise, "otherwise", ("used", "put_back")),
            (report.kinds, "kind", ("sold", "returned")),
        ):
            for (name, sums), column in product(rows, columns):
                key = report.currency, column, way, names.get(name, name)
                told[key] = getattr(sums, column)
    return {key: amount for key, amount in told.items() if amount}


class RandomHistoryTest(TestCase):
    @classmethod
    def setUpTestData(cls):
        the_tests_house()
        paid = [started("counter"), started("transfer")]
        song = ShowKindFactory(code="song", name_en="Song", ground="song")
        cls.lines = [None, *(payment.order.lines.get() for payment in paid)]
        show = paid[0].order.lines.get().performance.show
        show.kind = song
        show.save()
        cls.payments = [None, *paid]

    @settings(max_examples=15)
    @given(movements)
    def test_every_figure_is_what_a_naive_sum_says(self, rows):
        with transaction.atomic(), translation.override("en"):
            _history(rows, self.lines, self.payments)
            span = Span(FIRST, LAST, SHANGHAI)
            found = reports(span, cells(span))

            assert _told(found) == _naive()
            for step in Step:
                other = Span(FIRST, LAST, SHANGHAI, step=step)
                assert [r.whole for r in reports(other, cells(other))] == [
                    r.whole for r in found
                ]
            _assert_accounts_are_right(span)
            transaction.set_rollback(True)


def _assert_accounts_are_right(span):
    found = list(accounts(span))
    for row in found:
        entries = Entry.objects.filter(
            ledger_account=row.account,
            currency=row.currency,
            movement__at__lt=span.ends_at,
        )
        assert row.after == sum(entry.amount for entry in entries)
    for currency in {row.currency for row in found}:
        assert sum(row.after for row in found if row.currency == currency) == 0


def test_weeks_and_months_are_cut_off_where_the_days_end():
    span = Span(date(2026, 10, 28), date(2026, 12, 2), SHANGHAI, step=Step.MONTH)

    assert [period.name for period in span.periods()] == [
        "28 – 31 Oct 2026", "November 2026", "1 – 2 Dec 2026",
    ]  # fmt: skip
    weeks = Span(date(2026, 11, 1), date(2026, 11, 9), SHANGHAI, step=Step.WEEK)
    assert [(p.first.day, p.last.day) for p in weeks.periods()] == [
        (1, 1), (2, 8), (9, 9),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("today", "first"),
    [(date(2026, 8, 31), date(2025, 9, 1)), (date(2026, 9, 1), date(2026, 9, 1))],
)
def test_a_season_begins_in_september(today, first):
    *_others, season = presets(today)

    assert (season.first, season.last) == (first, date(first.year + 1, 8, 31))


@pytest.fixture
def booked(furnished):
    """¥100 came at the box office; ¥80 came and went back. All on one day."""
    the_tests_house()
    payment = started("counter", price="100")
    services.receive_payment(payment.pk, actor="desk", now=SOON)
    other = started("transfer", price="80")
    services.receive_payment(other.pk, actor="desk", now=SOON)
    services.return_order(other.order_id, now=SOON, actor="desk", reason="ill")
    refund = other.refunds.get()
    services.finish_refund(refund.pk, state="done", reference="", now=SOON)
    return payment


@pytest.mark.django_db
def test_the_screen_tells_takings_refunds_and_sales(booked, administrator):
    text = administrator.get(reverse("staff-takings"), DAY).content.decode()

    for told in ("¥180.00", "¥80.00", "¥100.00", "At the box office", "Bank transfer"):
        assert told in text
    assert "Accounts of the ledger" in text
    assert "Drama" in text


@pytest.mark.django_db
def test_the_screen_speaks_chinese(booked):
    chinese = client_of(ADMINISTRATORS, language="zh-hans")
    screen = reverse("staff-takings")

    text = chinese.get(screen, DAY, HTTP_ACCEPT_LANGUAGE="zh-hans").content.decode()

    assert "收款" in text
    assert "Takings" not in text


@pytest.mark.django_db
def test_a_kind_of_show_or_a_method_narrows_the_report(booked, administrator):
    kind = ShowKind.objects.get(code="drama")
    screen = reverse("staff-takings")

    of_kind = administrator.get(screen, DAY | {"kind": kind.pk}).content.decode()
    of_method = administrator.get(screen, DAY | {"method": "counter"}).content.decode()
    of_both = administrator.get(screen, {"kind": kind.pk, "method": "counter"})

    assert "Sold less returned" in of_kind
    assert "Takings less refunds" not in of_kind
    assert "Sold less returned" not in of_method
    assert "¥80.00" not in of_method
    assert of_both.status_code == 422


@pytest.mark.django_db
def test_days_that_make_no_sense_are_refused(administrator):
    wrong = {"first": "2026-11-02", "last": "2026-11-01"}
    long = {"first": "2024-11-02", "last": "2026-11-01", "step": "day"}

    for asked in (wrong, long):
        for screen in ("staff-takings", "staff-takings-csv", "staff-takings-ledger"):
            assert administrator.get(reverse(screen), asked).status_code == 422


@pytest.mark.django_db
def test_currencies_are_never_added_together(furnished, administrator):
    the_tests_house()
    for currency in ("CNY", "JPY"):
        sides = (("money", 7), ("receivable", -7))
        entries = [
            Entry(ledger_account=name, currency=currency, amount=Decimal(n))
            for name, n in sides
        ]
        kind = MovementKind.CAPTURE
        ledger.post(Movement(key=currency, kind=kind, reason="x", at=NOON), entries)

    text = administrator.get(reverse("staff-takings"), DAY).content.decode()

    assert "In CNY" in text
    assert "In JPY" in text
    assert "¥14" not in text


def _rows(response):
    return list(csv.reader(StringIO(response.content.decode("utf-8-sig"))))


@pytest.mark.django_db
def test_the_files_have_the_figures_and_the_sums_they_are_made_of(
    booked, administrator
):
    asked = DAY | {"step": "month", "method": "counter"}

    figures = _rows(administrator.get(reverse("staff-takings-csv"), asked))
    sums = _rows(administrator.get(reverse("staff-takings-ledger"), DAY))

    assert figures[0][2:] == ["currency", "Takings", "Refunds", "Takings less refunds"]
    assert figures[-1][2:] == ["CNY", "100", "0", "100"]
    assert sum(Decimal(row[-1]) for row in sums[1:]) == 0


@pytest.mark.django_db
def test_a_formula_in_a_name_is_no_formula_in_a_file(booked, administrator):
    ShowKind.objects.filter(code="drama").update(name_en="=1+1")

    sums = _rows(administrator.get(reverse("staff-takings-ledger"), DAY))

    assert "'=1+1" in {row[4] for row in sums}


@pytest.mark.django_db
@pytest.mark.usefixtures("kept")
def test_the_report_asks_as_much_for_many_days(
    booked, administrator, django_assert_max_num_queries
):
    administrator.get(reverse("staff-takings"))
    asked = {"first": f"{NOON:%Y-01-01}", "last": f"{SOON:%Y-12-31}"}

    with django_assert_max_num_queries(24):
        administrator.get(reverse("staff-takings"), asked)


@pytest.mark.django_db
def test_the_menu_shows_takings_to_those_who_may_see_them(administrator, desk):
    screen = reverse("staff-takings")

    assert screen in administrator.get("/admin/").content.decode()
    assert screen not in desk.get("/admin/").content.decode()
