"""What stands on a paper, taken from the order's frozen lines; pure data.

Texts are kept in both languages, sums as text, so that the same paper can be printed
in either language for as long as it is kept.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from ground.money import ZERO
from ticketing.house.models import House
from ticketing.offers.taxes import tax_in
from ticketing.orders.models import Order, OrderLine
from ticketing.papers.models import ONLY, Fapiao, Issuer
from ticketing.payments import gateways
from ticketing.payments.balance import left_of
from ticketing.payments.models import Payment, PaymentState, Refund

Data = dict[str, Any]


@dataclass(frozen=True, slots=True)
class InvoiceDetails:
    """Whom an invoice is made out to."""

    title: str = ""
    tax_number: str = ""
    address: str = ""
    fapiao: str = Fapiao.NONE


@dataclass(frozen=True, slots=True)
class Sent:
    """What goes to whom: lines of the order, how, and under which number."""

    to: InvoiceDetails
    lines: Sequence[OrderLine]
    method_en: str = ""
    method_zh_hans: str = ""
    tracking: str = ""


def sent_of(sent: Sent) -> Data:
    """The lines without prices: whoever takes a parcel in need not know them."""
    return {
        "lines": [
            {"text": both(line.description_en, line.description_zh_hans)}
            for line in sent.lines
        ],
        "method": both(sent.method_en, sent.method_zh_hans),
        "tracking": sent.tracking,
    }


def digest(data: Data) -> str:
    text = json.dumps(data, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


def frame(order: Order, house: House, details: InvoiceDetails, now: datetime) -> Data:
    """What every paper says: who issues it, for whom, about which order."""
    return {
        "issuer": issuer_of(house),
        "buyer": {
            "name": details.title or order.buyer_name,
            "tax_number": details.tax_number,
            "address": details.address,
            "email": order.buyer_email,
            "fapiao": details.fapiao,
        },
        "order": order.number,
        "currency": order.currency,
        "issued_on": now.astimezone(house.zone).date().isoformat(),
    }


def issuer_of(house: House) -> Data:
    issuer = Issuer.objects.filter(pk=ONLY).first() or Issuer()
    english = issuer.name_en or house.name_en or house.name_zh_hans
    return {
        "name": {
            "en": english,
            "zh": issuer.name_zh_hans or house.name_zh_hans or english,
        },
        "address": both(issuer.address_en, issuer.address_zh_hans),
        "note": both(issuer.note_en, issuer.note_zh_hans),
        "tax_number": issuer.tax_number,
    }


def both(english: str, chinese: str) -> dict[str, str]:
    return {"en": english or chinese, "zh": chinese or english}


def lines_of(order: Order, shares: Iterable[tuple[OrderLine, Decimal]]) -> Data:
    """The lines with what of each price counts here, the rates of tax, the total."""
    rates: defaultdict[Decimal, list[Decimal]] = defaultdict(lambda: [ZERO, ZERO])
    rows = []
    for line, amount in shares:
        tax = tax_of(line, amount, order.currency)
        rates[line.tax_rate][0] += amount
        rates[line.tax_rate][1] += tax
        words = both(line.description_en, line.description_zh_hans)
        rows.append({"line": line.pk, "text": words, "price": plain(amount)})
    return {
        "lines": rows,
        "taxes": taxes_of(rates),
        "total": plain(sum((gross for gross, _tax in rates.values()), ZERO)),
    }


def taxes_of(rates: Mapping[Decimal, Sequence[Decimal]]) -> list[Data]:
    """The table of taxes: by rate, what is with tax and the tax in it."""
    return [
        {
            "rate": plain(rate),
            "net": plain(gross - tax),
            "tax": plain(tax),
            "gross": plain(gross),
        }
        for rate, (gross, tax) in sorted(rates.items())
        if tax
    ]


def tax_of(line: OrderLine, amount: Decimal, currency: str) -> Decimal:
    """The frozen tax, or the part of it that goes with a part of the price."""
    tax: Decimal = line.tax
    if not line.price or amount == line.price:
        return tax
    # What is not on this paper was kept, with the tax that is in it.
    return tax - tax_in(line.price - amount, line.tax_rate, currency)


def payments_of(order: Order, house: House) -> list[Data]:
    """What came for the order and stayed, payment by payment."""
    came = order.payments.filter(
        state=PaymentState.CAPTURED, currency=order.currency
    ).order_by("pk")
    left = [(payment, left_of(payment)) for payment in came]
    return [_payment(payment, amount, house) for payment, amount in left if amount]


def _payment(payment: Payment, amount: Decimal, house: House) -> Data:
    moment: datetime = payment.captured_at  # type: ignore[assignment]
    return {
        "method": _method(payment.method),
        "day": moment.astimezone(house.zone).date().isoformat(),
        "amount": plain(amount),
    }


def _method(code: str) -> dict[str, str]:
    labels = {one.code: one.label for one in gateways.known()}
    words = []
    for language in ("en", "zh-hans"):
        with override(language):
            words.append(str(labels.get(code, code)))
    return both(*words)


def refund_of(refund: Refund, house: House) -> Data:
    """What went back, and when."""
    moment: datetime = refund.done_at or refund.started_at
    return {
        "day": moment.astimezone(house.zone).date().isoformat(),
        "amount": plain(refund.amount),
    }


def plain(amount: Decimal) -> str:
    return f"{amount.normalize():f}"
