"""Single tickets of a paid order go back: stock, money, tickets, books."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.core import mail
from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone

from reports.checking import check_invariants
from tests.factories import NOON, ShowFactory, offered_performance
from tests.payments.orders import placed_order
from tests.returns import ladders
from tests.returns.making import keep, line_ids, paid_order
from ticketing.orders.models import LineState, Order
from ticketing.papers.contents import InvoiceDetails
from ticketing.papers.issuing import issue_credit_note, issue_invoice
from ticketing.payments import services
from ticketing.payments.models import Entry, LedgerAccount, Refund
from ticketing.returns.errors import (
    AmountChanged,
    NothingChosen,
    NotTakenBack,
    RightUsed,
    TicketsGone,
    WholeOrderOnly,
)
from ticketing.returns.ladders import Ladder
from ticketing.returns.mail import send_returned
from ticketing.returns.models import UsedRight
from ticketing.returns.selectors import ladders_changed
from ticketing.returns.services import give_tickets_back
from ticketing.shows.models import Performance
from ticketing.tickets.models import Ticket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("house")]
LATER = NOON + timedelta(days=3)


def give(order, ids, shown="0", now=LATER):
    return give_tickets_back(
        order.pk, ids, shown=Decimal(shown), now=now, actor="buyer"
    )


def test_one_of_three_goes_back_and_the_others_stay():
    keep(ladders.TWENTY_FORTY)
    order = paid_order()
    first, *others = line_ids(order)

    quote = give(order, [first], shown="80")

    order.refresh_from_db()
    assert (quote.fee, quote.back) == (20, 80)
    assert order.phase == "paid"
    line = order.lines.get(pk=first)
    assert line.state == LineState.RETURNED
    assert line.place.state == "free"
    valid = Ticket.objects.filter(line__order=order, voided_at=None)
    assert set(valid.values_list("line", flat=True)) == set(others)
    refund = Refund.objects.get(order=order)
    assert refund.amount == Decimal(80)
    assert refund.refund_lines.get().line_id == first
    assert not check_invariants(now=LATER).offenders


def test_the_tax_of_what_is_kept_is_the_same_in_the_books_and_on_paper(house):
    house.tax_mode, house.tax_rate = "inclusive", Decimal(13)
    house.save()
    keep(ladders.TWENTY_FORTY)
    order = paid_order()
    first = line_ids(order)[0]
    invoice = issue_invoice(order.pk, InvoiceDetails(), now=NOON, actor="Mei")

    give(order, [first], shown="80")

    kept = order.lines.get(kind="return_fee")
    assert (kept.price, kept.tax, kept.fee) == (20, Decimal("2.30"), Decimal("17.70"))
    refund = Refund.objects.get()
    services.finish_refund(refund.pk, state="done", reference="", now=LATER)
    note = issue_credit_note(refund.pk, now=LATER, actor="Mei")
    on_paper = [
        Decimal(tax["tax"]) for paper in (invoice, note) for tax in paper.data["taxes"]
    ]
    booked = Entry.objects.filter(ledger_account=LedgerAccount.TAX)
    total = booked.aggregate(Sum("amount"))["amount__sum"]
    assert -total == on_paper[0] - on_paper[1]
    assert not check_invariants(now=LATER).offenders


@pytest.mark.parametrize(
    ("language", "words"), [("en", "go back to you"), ("zh-hans", "退回")]
)
def test_the_buyer_is_told_once_what_comes_back(language, words):
    keep(ladders.TWENTY_FORTY)
    order = paid_order()
    Order.objects.filter(pk=order.pk).update(language=language)
    first = line_ids(order)[0]
    give(order, [first])

    for _twice in range(2):
        send_returned(order.pk, [first])

    (message,) = mail.outbox
    assert message.to == [order.buyer_email]
    assert "80.00" in message.body
    assert words in message.body


def test_what_is_kept_is_a_fee_in_the_books():
    keep(ladders.TWENTY_FORTY)
    order = paid_order()
    give(order, line_ids(order)[:2])

    fees = Entry.objects.filter(ledger_account=LedgerAccount.FEES)
    kept = fees.filter(line__kind="return_fee").aggregate(sum=Sum("amount"))["sum"]
    assert kept == Decimal(-40)


@pytest.mark.parametrize(
    ("days", "phase"), [(1, "refunded"), (3, "paid")], ids=["for nothing", "for a fee"]
)
def test_with_the_last_ticket_an_order_ends_unless_it_keeps_a_fee(days, phase, client):
    keep(ladders.TWENTY_FORTY)
    order = paid_order(places=2)
    now = NOON + timedelta(days=days)
    for line in line_ids(order):
        give(order, [line], now=now)

    order.refresh_from_db()
    assert order.phase == phase
    assert not Ticket.objects.filter(line__order=order, voided_at=None).exists()
    assert not check_invariants(now=now).offenders
    page = client.get(reverse("checkout:order", args=[order.number, order.secret]))
    assert page.status_code == 200
    assert "go back to you" in page.content.decode()


@pytest.mark.parametrize(
    ("chosen", "error"),
    [(slice(0), NothingChosen), (slice(1), NotTakenBack)],
)
def test_nothing_goes_back_without_terms(chosen, error):
    order = paid_order()
    with pytest.raises(error):
        give(order, line_ids(order)[chosen])
    assert Ticket.objects.filter(line__order=order, voided_at=None).count() == 3


def test_terms_are_those_of_the_order_not_of_today():
    row = keep(ladders.TWENTY_FORTY)
    order = paid_order()
    row.steps.all().delete()
    row.delete()
    ladders_changed()

    assert give(order, line_ids(order)[:1]).fee == Decimal(20)


def test_only_whole_orders_where_the_terms_say_so():
    keep(ladders.NEVER_FREE)
    order = paid_order()
    ids = line_ids(order)
    with pytest.raises(WholeOrderOnly):
        give(order, ids[:2])
    assert give(order, ids).fee == Decimal(45)


def two_dates_of_a_show():
    show = ShowFactory()
    dates = {"on_sale_from": NOON - timedelta(days=2), "show": show}
    for days in (30, 31):
        starts = NOON + timedelta(days=days)
        yield offered_performance(seats=4, starts_at=starts, **dates)


def test_the_page_of_a_whole_order_has_all_of_it_chosen(client):
    keep(ladders.NEVER_FREE)
    order = order_of_three_days_ago()

    page = client.get(address(order)).content.decode()
    assert "Give 3 tickets back" in page
    assert "¥255.00" in page

    client.post(address(order), {"line": line_ids(order), "back": "255"})
    assert Refund.objects.get().amount == Decimal(255)


def test_a_sum_for_the_order_is_asked_once_however_tickets_go_back():
    step = ladders.step("starts", 24, fixed=Decimal(30))
    keep(Ladder(1, (step,), per_order=True))
    order = paid_order()
    fees = [give(order, [line]).fee for line in line_ids(order)]
    assert fees == [30, 0, 0]


@pytest.mark.parametrize("ladder", [None, ladders.NEVER_FREE, ladders.FREE_AT_FIRST])
def test_of_a_date_that_was_called_off_all_comes_back(ladder):
    if ladder:
        keep(ladder)
    order = paid_order()
    Performance.objects.update(cancelled_at=LATER)

    assert give(order, line_ids(order)[:1]).back == Decimal(100)
    assert not UsedRight.objects.exists()


def test_a_right_that_is_one_is_used_once_by_each_buyer():
    keep(ladders.FREE_AT_FIRST)
    first, second = (
        paid_order(places=2, performance=date) for date in two_dates_of_a_show()
    )
    give(first, line_ids(first)[:1])

    for order in (first, second):
        with pytest.raises(RightUsed):
            give(order, line_ids(order)[:1])
    assert not check_invariants(now=LATER).offenders


def test_a_ticket_goes_back_once():
    keep(ladders.TWENTY_FORTY)
    order, another = paid_order(), paid_order()
    ids = line_ids(order)
    give(order, ids[:1])
    with pytest.raises(TicketsGone):
        give(order, ids[:1])
    with pytest.raises(TicketsGone):
        give(order, line_ids(another)[:1])


def test_a_fee_that_rose_meanwhile_is_told_first():
    keep(ladders.TWENTY_FORTY)
    order = paid_order()
    with pytest.raises(AmountChanged, match="80"):
        give(order, line_ids(order)[:1], shown="100")
    assert not Refund.objects.exists()


def test_nothing_goes_back_once_the_last_step_is_over():
    keep(ladders.TWENTY_FORTY)
    order = paid_order()
    late = NOON + timedelta(days=29, seconds=1)
    with pytest.raises(NotTakenBack, match="over"):
        give(order, line_ids(order)[:1], now=late)


def test_a_free_ticket_goes_back_for_nothing():
    keep(ladders.TWENTY_FORTY)
    performance = offered_performance(
        seats=4, price="0", starts_at=NOON + timedelta(days=30)
    )
    payment = placed_order("sandbox", places=1, performance=performance)
    assert payment is None
    line = performance.places.get(state="sold")
    order = Ticket.objects.get(line__place=line).line.order

    assert give(order, line_ids(order)).back == Decimal(0)
    order.refresh_from_db()
    assert order.phase == "refunded"
    assert not check_invariants(now=LATER).offenders


def address(order):
    return reverse("checkout:order-give-back", args=[order.number, order.secret])


def order_of_three_days_ago():
    return paid_order(now=timezone.now() - timedelta(days=3))


def test_the_page_tells_what_comes_back_before_anything_happens(client):
    keep(ladders.TWENTY_FORTY)
    order = order_of_three_days_ago()
    first = line_ids(order)[0]

    page = client.get(address(order), {"line": first}).content.decode()

    assert "¥80.00" in page
    assert "20% of the price" in page
    assert "Give this ticket back" in page
    assert not Refund.objects.exists()

    answer = client.post(address(order), {"line": first, "back": "80.00"})
    assert answer.status_code == 302
    shown = client.get(answer["Location"]).content.decode()
    assert "Given back" in shown
    assert "Fees kept: ¥20.00" in shown


def test_the_page_says_why_a_wish_is_refused(client):
    keep(ladders.TWENTY_FORTY)
    order = order_of_three_days_ago()

    answer = client.post(address(order), {"line": line_ids(order)[0], "back": "100"})

    assert answer.status_code == 409
    assert "another fee holds" in answer.content.decode()


@pytest.mark.parametrize("junk", [{}, {"line": "x"}, {"line": "9" * 30, "back": "🙂"}])
def test_nonsense_is_refused_with_a_sentence(client, junk):
    keep(ladders.TWENTY_FORTY)
    order = paid_order()
    answer = client.post(address(order), junk)
    assert answer.status_code == 422
    assert "Choose at least one ticket" in answer.content.decode()


def test_the_order_of_somebody_else_has_no_such_page(client):
    order = paid_order()
    wrong = reverse("checkout:order-give-back", args=[order.number, "guessed"])
    assert client.get(wrong).status_code == 404
    assert client.post(wrong, {"line": line_ids(order)[0]}).status_code == 404
