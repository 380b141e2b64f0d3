"""Refund ladders in the admin, and the desk that takes tickets back."""

from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from reports.checking import check_invariants
from tests.returns import ladders
from tests.returns.exchanging import order_and_other
from tests.returns.making import keep, line_ids, paid_order
from ticketing.payments.models import Refund
from ticketing.returns.models import RefundLadder
from ticketing.returns.selectors import ladder_of
from ticketing.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("furnished")]

CREATE = "returns_refundladder_modeladmin_create"
ONE_STEP = {
    "name_en": "Strict",
    "is_default": "on",
    "cost_percent": "0.6",
    "exchange_percent": "0",
    "exchange_fixed": "0",
    "steps-TOTAL_FORMS": "2",
    "steps-INITIAL_FORMS": "0",
    "steps-MIN_NUM_FORMS": "1",
    "steps-MAX_NUM_FORMS": "1000",
    "steps-0-ORDER": "1",
    "steps-0-hours": "48",
    "steps-0-mark": "paid",
    "steps-0-percent": "0",
    "steps-0-fixed": "0",
    "steps-0-with_cost": "on",
    "steps-1-ORDER": "2",
    "steps-1-hours": "48",
    "steps-1-mark": "sale_ends",
    "steps-1-percent": "20",
    "steps-1-fixed": "0",
    "steps-1-with_cost": "on",
}


def test_an_administrator_draws_a_ladder_without_code(administrator):
    answer = administrator.post(reverse(CREATE), ONE_STEP)

    assert answer.status_code == 302, answer.content.decode()[:2000]
    made = RefundLadder.objects.get()
    expected = ladders.BANK_AND_TWENTY
    assert (made.terms.steps, made.terms.cost_percent) == (
        expected.steps,
        expected.cost_percent,
    )
    assert ladder_of(12345) == made.terms
    listed = administrator.get(reverse("returns_refundladder_modeladmin_index"))
    assert "20.6% of the price" in listed.content.decode()


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"name_en": ""}, "at least one language"),
        ({"steps-1-percent": "120"}, "less than or equal to 100"),
        ({"steps-1-fixed": "-5"}, "not less than nothing"),
        ({"steps-TOTAL_FORMS": "0"}, "at least 1"),
    ],
)
def test_nonsense_is_refused_with_a_sentence(administrator, fields, sentence):
    answer = administrator.post(reverse(CREATE), {**ONE_STEP, **fields})
    assert sentence in answer.content.decode()
    assert not RefundLadder.objects.exists()


def test_there_is_one_ladder_for_all_shows(administrator):
    keep(ladders.TWENTY_FORTY)
    answer = administrator.post(reverse(CREATE), ONE_STEP)
    assert "change that one first" in answer.content.decode()


def take(desk, order, **fields):
    url = reverse("desk-order-tickets", args=[order.pk])
    return desk.post(url, {"fee": "0", "reason": "A friend fell ill", **fields})


def test_the_desk_takes_a_ticket_back_against_the_terms(desk):
    keep(ladders.NEVER_FREE)
    order = paid_order(now=timezone.now())
    page = desk.get(reverse("desk-order-tickets", args=[order.pk])).content.decode()
    assert "¥15.00 would be kept" in page

    answer = take(desk, order, lines=line_ids(order)[:1], fee="7.50")

    assert answer.status_code == 302
    assert Refund.objects.get().amount == Decimal("92.50")
    assert Refund.objects.get().reason == "A friend fell ill"
    assert Ticket.objects.filter(line__order=order, voided_at=None).count() == 2
    assert not check_invariants(now=timezone.now()).offenders
    shown = desk.get(answer["Location"]).content.decode()
    assert "A friend fell ill" in shown
    assert "Fee for giving back" in shown


def test_taking_the_rest_back_pays_all_that_is_left(desk):
    order = paid_order(now=timezone.now())
    take(desk, order, lines=line_ids(order)[:1], fee="10")
    whole = reverse("desk-order-refund", args=[order.pk])
    assert "¥210.00 goes back" in desk.get(whole).content.decode()

    desk.post(whole, {"reason": "All of it"})

    order.refresh_from_db()
    assert order.phase == "refunded"
    assert sum(r.amount for r in Refund.objects.all()) == Decimal(300)
    assert not check_invariants(now=timezone.now()).offenders


@pytest.mark.parametrize(
    "fields",
    [{}, {"lines": ["999999"]}, {"lines": ["x"]}, {"lines": ["0"], "reason": ""}],
)
def test_what_makes_no_sense_changes_nothing(desk, fields):
    order = paid_order(now=timezone.now())
    assert take(desk, order, **fields).status_code == 422
    assert not Refund.objects.exists()


def test_an_order_without_tickets_has_none_to_take(desk, editor):
    order = paid_order(now=timezone.now())
    assert take(editor, order, lines=line_ids(order)).status_code in {302, 403}
    take(desk, order, lines=line_ids(order))
    url = reverse("desk-order-tickets", args=[order.pk])
    assert desk.get(url).status_code == 404


def test_the_desk_exchanges_against_the_terms(desk):
    order, other = order_and_other(prices=("100", "60"), now=timezone.now())
    url = reverse("desk-order-exchange", args=[order.pk])
    page = desk.get(url).content.decode()
    assert "Tier A · ¥60.00" in page
    wish = {
        "lines": line_ids(order)[:1],
        "target": other.tiers.get().pk,
        "fee": "5",
        "key": "x" * 22,
    }
    assert desk.post(url, wish).status_code == 422

    answer = desk.post(url, {**wish, "reason": "The wrong evening was sold"})

    assert answer.status_code == 302
    assert Refund.objects.get(carried_to=None).amount == Decimal(35)
    shown = desk.get(answer["Location"]).content.decode()
    assert "exchanged" in shown
    assert not check_invariants(now=timezone.now()).offenders
