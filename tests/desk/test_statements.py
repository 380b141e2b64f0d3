"""Statements of the bank, through the desk's own screens."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ground.tasks.worker import Worker
from tests.checkout.shop import filled_basket, place_order
from tests.desk.filled import fields_of, fill
from tests.factories import NOON
from tests.payments.statements.samples import sample
from ticketing.orders.models import Order
from ticketing.orders.phases import Phase
from ticketing.payments.models import Refund, RefundState
from ticketing.payments.services import receive_payment
from ticketing.payments.statements import lines as limits
from ticketing.payments.statements.models import (
    LineState,
    StatementFile,
    StatementLayout,
    StatementLine,
)

pytestmark = pytest.mark.django_db
HEAD = "日期,金额,对方户名,附言\n"


@pytest.fixture
def order(furnished):
    """A guest's order over 100 that waits for a transfer."""
    guest = Client()
    filled_basket(guest)
    assert place_order(guest, method="transfer").status_code == 302
    return Order.objects.get()


def _upload(desk, content, name="bank.csv"):
    return desk.post(reverse("desk-statement-new"), {"file": _file(content, name)})


def _file(content, name):
    data = content.encode() if isinstance(content, str) else content
    return SimpleUploadedFile(name, data)


def _imported(desk, *rows):
    """Upload, accept what was guessed, let the worker do it; returns the file."""
    answer = _upload(desk, HEAD + "\n".join(rows))
    assert answer.status_code == 302, answer.content.decode()
    assert fill(desk, answer.url, act="import").status_code == 302
    Worker(queues=["house"]).drain()
    return StatementFile.objects.latest("pk")


def _line(desk, line, **values):
    return desk.post(reverse("desk-statement-line", args=[line.pk]), values)


def _text(desk, url):
    answer = desk.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_table_is_looked_at_imported_and_known_again(desk, order):
    content = f"{HEAD}2026-11-22,100.00,Ada,购票 {order.number}\n"
    draft = _upload(desk, content).url
    page = _text(desk, draft)
    assert "Nothing of it is imported yet" in page
    assert "¥100.00 came in" in page
    assert not StatementLine.objects.exists()

    assert fill(desk, draft, act="import", layout="Our bank").status_code == 302
    assert 'http-equiv="refresh"' in _text(desk, draft)
    Worker(queues=["house"]).drain()

    assert "1 line was new" in _text(desk, draft)
    order.refresh_from_db()
    assert order.phase == Phase.PAID
    again = _upload(desk, content).url
    kept = StatementLayout.objects.get()
    page = _text(desk, f"{again}?layout={kept.pk}")
    assert "1 of them is known already" in page
    assert 'value="Our bank"' in page
    fill(desk, again, act="import")
    Worker(queues=["house"]).drain()
    assert "1 was known already" in _text(desk, again)
    assert StatementLine.objects.count() == 1


def test_other_forms_need_no_columns(desk, order):
    for name in ("camt053.xml", "sparkasse.sta"):
        draft = _upload(desk, sample(name), name).url
        assert "Which column" not in _text(desk, draft)
        assert fill(desk, draft, act="import").status_code == 302
    Worker(queues=["house"]).drain()

    assert StatementLine.objects.count() == 7


def test_what_can_not_be_read_is_told_by_its_line(desk, order):
    draft = _upload(desk, f"{HEAD}2026-11-22,100,Ada,x\n2026-11-23,much,Bo,y\n").url

    assert (
        "Line 3: “much” is not an amount of money." in desk.get(draft).content.decode()
    )
    answer = desk.post(draft, {**fields_of(desk.get(draft)), "act": "import"})

    assert answer.status_code == 422
    assert StatementFile.objects.get().is_draft
    camt = _upload(desk, b"<Document>\n<a></b></Document>", "x.xml").url
    assert "Line 2" in desk.get(camt).content.decode()
    assert fields_of(desk.get(camt)) is not None


@pytest.mark.parametrize("content", [b"PK\x03\x04packed", b"\x1f\x8b", b"a\0b"])
def test_what_is_no_statement_is_refused_in_words(desk, content):
    answer = _upload(desk, content, "bank.zip")

    assert answer.status_code == 422
    assert "neither a table" in answer.content.decode()


def test_a_file_that_is_too_large_is_refused(desk, monkeypatch):
    from ticketing.desk.statements import forms  # noqa: PLC0415 to be patched

    monkeypatch.setattr(forms, "MOST_BYTES", 10)

    answer = _upload(desk, HEAD)

    assert answer.status_code == 422
    assert not StatementFile.objects.exists()
    assert limits.MOST_BYTES > 10


def test_columns_are_changed_looked_at_and_never_half_kept(desk, order):
    draft = _upload(desk, "a;b;c;d\n23.11.2026;7,50;Ada;tea\n").url
    assert "Say which columns" in _text(desk, draft)

    missing = fill(desk, draft, act="import", date="1")
    looked = fill(desk, draft, act="preview", date="1", amount="2", purpose="4",
                  mark=",", dates="%d.%m.%Y", currency_code="eur")  # fmt: skip

    assert missing.status_code == 422
    assert "Choose a column." in missing.content.decode()
    assert "€7.50" in looked.content.decode()
    assert fill(desk, draft, act="import", delimiter="x").status_code == 422
    assert fill(desk, draft, act="discard").status_code == 302
    assert not StatementFile.objects.exists()


def test_a_suggestion_is_accepted_and_the_rest_stays_due(desk, order):
    _imported(desk, f"2026-11-22,60,Ada,{order.number}")
    line = StatementLine.objects.get()
    page = _text(desk, reverse("desk-statement-line", args=[line.pk]))
    assert "its number is in the text" in page
    assert "¥40.00 stays due" in page

    assert _line(desk, line, act="book", order=order.pk).status_code == 302

    line.refresh_from_db()
    assert (line.state, line.payment.amount) == (LineState.BOOKED, 60)
    assert line.decided_by == desk.user.email
    page = _text(desk, reverse("desk-statement-line", args=[line.pk]))
    assert order.number in page


def test_an_order_is_found_by_hand(desk, order):
    _imported(desk, "2026-11-22,55,Bo,tea")
    line = StatementLine.objects.get()
    url = reverse("desk-statement-line", args=[line.pk])
    assert "Neither number nor amount" in _text(desk, url)

    spaced = f"{order.number[:4].lower()}-{order.number[4:]}"
    assert f"Book for {order.number}" in _text(desk, f"{url}?number={spaced}")
    assert "No order has the number" in _text(desk, f"{url}?number=NONE")
    wrong = _line(desk, line, act="book", order="0")
    assert wrong.status_code == 422
    assert _line(desk, line, act="book", order=order.pk).status_code == 302


def test_a_line_is_set_aside_with_a_reason_and_taken_up_again(desk, order):
    _imported(desk, "2026-11-22,55,Bo,tea")
    line = StatementLine.objects.get()

    without = _line(desk, line, act="aside", reason=" ")
    assert (without.status_code, "Say why." in without.content.decode()) == (422, True)
    _line(desk, line, act="aside", reason="A loan")
    listed = _text(desk, reverse("desk-statements") + "?state=set_aside")
    assert "A loan" in listed
    assert _line(desk, line, act="book", order=order.pk).status_code == 422
    _line(desk, line, act="reopen")

    line.refresh_from_db()
    assert line.is_open
    assert _line(desk, line, act="nonsense").status_code == 422


def test_money_marked_by_hand_is_linked(desk, order):
    receive_payment(order.payments.get().pk, actor="desk", now=NOON)
    _imported(desk, f"2026-11-22,100,Ada,{order.number}")
    line = StatementLine.objects.get()
    page = _text(desk, reverse("desk-statement-line", args=[line.pk]))
    assert "It is this money" in page
    assert "all of it goes back" in page

    payment = order.payments.get()
    assert _line(desk, line, act="link", payment=payment.pk).status_code == 302

    line.refresh_from_db()
    assert line.payment == payment
    assert not Refund.objects.exists()


def test_money_twice_waits_with_its_owner_until_it_went_back(desk, order):
    _imported(desk, f"2026-11-22,100,Ada,{order.number}")
    _imported(desk, f"2026-11-23,100,Mrs Lovelace,{order.number}")
    line = StatementLine.objects.get(state=LineState.OPEN)
    _line(desk, line, act="book", order=order.pk)
    refund = Refund.objects.get()

    page = _text(desk, reverse("desk-money-back"))
    assert order.buyer_name in page
    assert "Mrs Lovelace" in page
    assert "Money to send back (1)" in _text(desk, reverse("desk-statements"))
    done = reverse("desk-refund-done", args=[order.pk, refund.pk])
    assert fill(desk, done, reason="BANK 9").status_code == 302

    refund.refresh_from_db()
    assert refund.state == RefundState.DONE
    assert "Nothing waits" in _text(desk, reverse("desk-money-back"))


def test_the_list_filters_by_state_words_days_and_file(desk, order):
    assert "No statement was imported yet" in _text(desk, reverse("desk-statements"))
    file = _imported(desk, "2026-11-20,55,Bo,tea", "2026-11-22,66,Cy,=cake",
                     "2026-11-22,-7,Bank,fee")  # fmt: skip
    url = reverse("desk-statements")

    assert ">Bo<" in _text(desk, url)
    for query in ("q=cake", "q=66.00", "since=2026-11-21", f"file={file.pk}&q=Cy"):
        page = _text(desk, f"{url}?{query}")
        assert (">Cy<" in page, ">Bo<" in page) == (True, False), query
    assert ">Bank<" in _text(desk, f"{url}?state=outgoing")
    nonsense = "?state=x&since=never&file=-1&page=y&q=" + "z" * 200
    assert desk.get(url + nonsense).status_code == 200
    assert "No line is like that" in _text(desk, f"{url}?q=nobody")
    table = desk.get(reverse("desk-statements-csv") + "?state=all").content.decode()
    rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"))))
    assert len(rows) == 4
    assert "'=cake" in table


def test_after_a_decision_the_next_line_of_the_list_comes(desk, order):
    _imported(desk, "2026-11-20,55,Bo,tea", "2026-11-22,66,Cy,cake")
    first, second = StatementLine.objects.order_by("-booked_on")

    url = reverse("desk-statement-line", args=[first.pk])
    answer = desk.post(f"{url}?state=open", {"act": "aside", "reason": "No"})

    assert (
        answer.url == reverse("desk-statement-line", args=[second.pk]) + "?state=open"
    )


def test_the_list_asks_as_much_however_long_it_is(
    desk, order, kept, django_assert_num_queries
):
    url = reverse("desk-statements")
    _imported(desk, f"2026-11-20,55,Bo,{order.number}")
    desk.get(url)
    with CaptureQueriesContext(connection) as asked:
        desk.get(url)
    count = len(asked)
    _imported(desk, *(f"2026-11-{n},55,Bo,{order.number}" for n in range(10, 19)))

    with django_assert_num_queries(count):
        desk.get(url)


def test_the_first_page_says_how_many_lines_wait(desk, order):
    _imported(desk, "2026-11-20,55,Bo,tea")

    page = _text(desk, reverse("wagtailadmin_home"))

    assert f'<a href="{reverse("desk-statements")}">1</a>' in page


def test_nobody_sees_what_is_not_there(desk, furnished):
    for name in ("desk-statement", "desk-statement-line"):
        assert desk.get(reverse(name, args=[98765])).status_code == 404


def test_the_screens_speak_chinese(desk, order):
    _imported(desk, f"2026-11-22,60,Ada,{order.number}")
    desk.user.language = "zh-hans"
    desk.user.save()
    line = StatementLine.objects.get()
    url = reverse("desk-statement-line", args=[line.pk])

    page = desk.get(url, headers={"accept-language": "zh-hans"}).content.decode()

    assert "附言中有订单号" in page
