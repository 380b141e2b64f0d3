"""The PDF of a paper: data in, bytes out."""

import json
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext, override, pgettext

from ground import dates
from ground.money import ZERO, money
from ticketing.papers.contents import Data
from ticketing.papers.models import Fapiao, PaperKind
from ticketing.papers.monthly_contents import MONTHLY
from ticketing.tickets.pdf.press import pressed
from ticketing.tickets.pdf.sheet import printable

LAYOUT: Final = Path(__file__).with_name("paper.typ")


def paper_pdf(data: Data, language: str) -> bytes:
    """The paper in that language; the same data give the same bytes."""
    return papers_pdf([(data, language)])


def papers_pdf(papers: Iterable[tuple[Data, str]]) -> bytes:
    """Several papers in one file, each in its language; at least one."""
    told = [_printable(_in_language(data, language)) for data, language in papers]
    if not told:
        message = "a document has at least one paper"
        raise ValueError(message)
    return pressed(LAYOUT, {"papers": json.dumps(told)})


def _in_language(data: Data, language: str) -> Data:
    with override(language):
        return _told(data, "zh" if language.startswith("zh") else "en")


def _told(data: Data, tongue: str) -> Data:
    return {
        "language": tongue,
        "heading": _heading(data["kind"]),
        "code": data["code"],
        "date": data["issued_on"],
        "day": _day(data["issued_on"]),
        "issuer": _issuer(data["issuer"], tongue),
        "buyer": _buyer(data["buyer"]),
        "facts": _facts(data, tongue),
        "note": data["issuer"]["note"][tongue],
        "words": _words(),
        **_sums(data, tongue),
    }


def _issuer(issuer: Data, tongue: str) -> list[str]:
    number = _named(gettext("Tax number"), issuer["tax_number"])
    return [issuer["name"][tongue], issuer["address"][tongue], number]


def _buyer(buyer: Data) -> list[str]:
    number = _named(gettext("Tax number"), buyer["tax_number"])
    return [buyer["name"], buyer["address"], number, _fapiao(buyer["fapiao"])]


def _sums(data: Data, tongue: str) -> Data:
    def sum_of(text: str) -> str:
        return money(Decimal(text), data["currency"])

    columns = ("net", "tax", "gross")
    return {
        "lines": [
            {
                "text": line["text"][tongue],
                "price": sum_of(line["price"]) if "price" in line else "",
            }
            for line in data["lines"]
        ],
        # A delivery note tells no sums.
        "total": sum_of(data["total"]) if "total" in data else "",
        "taxes": [
            [f"{tax['rate']}%", *(sum_of(tax[name]) for name in columns)]
            for tax in data.get("taxes", [])
        ],
        "moves": [
            [_day(one["day"]), one["method"][tongue], sum_of(one["amount"])]
            for one in data.get("payments", [])
        ],
    }


def _facts(data: Data, tongue: str) -> list[list[str]]:
    facts = []
    if "order" in data:
        facts.append([pgettext("what was bought", "Order"), data["order"]])
    if "month" in data:
        facts += _terms(data)
    if "invoice" in data:
        facts.append([gettext("For invoice"), data["invoice"]])
    if "method" in data:
        facts.append([gettext("Delivery"), data["method"][tongue]])
    if data.get("tracking"):
        facts.append([gettext("Tracking number"), data["tracking"]])
    if "refund" in data:
        facts.append([gettext("Paid back"), _day(data["refund"]["day"])])
    return facts


def _terms(data: Data) -> list[list[str]]:
    """What a company needs to pay its month."""
    month = dates.month(date.fromisoformat(data["month"]))
    told = [[pgettext("of an invoice", "Month"), month]]
    if Decimal(data["total"]) > ZERO:
        told.append([pgettext("invoice", "Pay until"), _day(data["due_on"])])
        told.append([pgettext("on a transfer", "Reference"), data["code"]])
        names = (gettext("Account holder"), gettext("Bank"), gettext("Account number"))
        told += [[n, one] for n, one in zip(names, data["bank"], strict=True) if one]
    return told


def _heading(kind: str) -> str:
    if kind == MONTHLY:
        return gettext("Monthly invoice")
    return {
        PaperKind.INVOICE: gettext("Invoice"),
        PaperKind.RECEIPT: gettext("Receipt"),
        PaperKind.CREDIT_NOTE: gettext("Credit note"),
        PaperKind.DELIVERY: gettext("Delivery note"),
    }[PaperKind(kind)]


def _words() -> dict[str, str]:
    return {
        "to": pgettext("of a paper", "To"),
        "what": pgettext("of a paper", "What it is for"),
        "sum": gettext("Sum"),
        "total": gettext("Total"),
        "rate": gettext("Tax rate"),
        "net": gettext("Net"),
        "tax": gettext("Tax"),
        "gross": gettext("With tax"),
        "paid": pgettext("of a paper", "Received"),
    }


def _named(name: str, value: str) -> str:
    return f"{name} {value}" if value else ""


def _fapiao(code: str) -> str:
    return str(Fapiao(code).label) if code else ""


def _day(text: str) -> str:
    return dates.day(date.fromisoformat(text), year=True, full=True)


def _printable(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _printable(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_printable(one) for one in value]
    return printable(value)
