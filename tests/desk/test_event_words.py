"""The history of an order is told in the reader's words."""

import pytest
from django.utils.translation import override

from ticketing.desk.event_words import event_words
from ticketing.orders.models import Order, OrderEvent

ORDER = Order(currency="CNY")

TOLD = [
    ("phase", "accepted", "accepted", "待支付"),
    ("mail", "placed-12", "how to pay", "支付方式说明"),
    ("mail", "tickets", "the tickets", "电子票"),
    ("mail", "tickets-ab12cd34", "the tickets, once more", "再次发送的电子票"),
    ("mail", "ended-cancelled", "the order is cancelled", "订单已取消"),
    ("mail", "ended-refunded", "the order is taken back", "订单已退票"),
    ("mail", "expired", "the time to pay is over", "付款时间已过"),
    ("payment", "100.00 CNY", "¥100.00", "¥100.00"),
    ("payment", "transfer 60 CNY", "Bank transfer · ¥60.00", "银行转账·¥60.00"),
    ("refund", "40.00 done", "¥40.00 · paid back", "¥40.00·已退款"),
    ("refund", "40.00 failed", "¥40.00 · failed", "¥40.00·失败"),
    ("lines_ended", "void: 2", "void: 2", "已作废：2"),
    ("mail", "parcel-12", "news of the parcel", "包裹动态"),
    (
        "mail",
        "called-off-3",
        "the performance is called off",
        "演出停演或改期",
    ),
    ("note", "tickets are sent again", "tickets are sent again", "电子票已重新发送"),
]


@pytest.mark.parametrize(("kind", "kept", "english", "chinese"), TOLD)
def test_what_is_kept_is_told_in_both_languages(kind, kept, english, chinese):
    event = OrderEvent(order=ORDER, kind=kind, after=kept)

    told = []
    for language in ("en", "zh-hans"):
        with override(language):
            told.append(event_words(kept, event))

    assert told == [english, chinese]


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("note", "The buyer rang"),
        ("mail", "ada@example.org"),
        ("mail", "a-letter-of-old"),
        ("payment", "of-old 1.2.3 CNY"),
        ("refund", "40.00 vanished"),
        ("lines_ended", "2"),
        ("phase", "of old"),
        ("of_old", "whatever"),
        ("payment", ""),
    ],
)
def test_what_is_no_code_stays_as_it_is(kind, text):
    assert event_words(text, OrderEvent(order=ORDER, kind=kind)) == text
