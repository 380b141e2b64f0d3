"""What is printed for parcels: data in, one PDF out."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from ticketing.tickets.pdf.press import pressed, qr_svg
from ticketing.tickets.pdf.sheet import TicketSheet, printable, printed

LABELS: Final = Path(__file__).with_name("label.typ")
BLANKS: Final = Path(__file__).with_name("blank.typ")
A6, A4 = "a6", "a4"


@dataclass(frozen=True, slots=True)
class Label:
    """One label: who sends, to whom, which order; its code is found by a scanner."""

    sender: tuple[str, ...]
    to: tuple[str, ...]
    order: str
    carrier: str = ""
    tracking: str = ""
    contents: str = ""


def labels_pdf(labels: Sequence[Label], *, paper: str = A6) -> bytes:
    """One A6 page for each label, or four of them on an A4 page; at least one."""
    if not labels:
        message = "a document has at least one label"
        raise ValueError(message)
    told = [_told(label) for label in labels]
    return pressed(LABELS, {"labels": json.dumps(told), "paper": paper})


def _told(label: Label) -> dict[str, object]:
    texts = asdict(label)
    for name, value in texts.items():
        is_text = isinstance(value, str)
        texts[name] = printable(value) if is_text else [printable(v) for v in value]
    return {**texts, "qr": qr_svg(label.order)}


def blanks_pdf(tickets: Sequence[tuple[TicketSheet, str]], *, form: str) -> bytes:
    """Tickets with the numbers of the blanks that they are printed on; at least one."""
    if not tickets:
        message = "a document has at least one ticket"
        raise ValueError(message)
    told = [
        {**printed(sheet), "qr": qr_svg(sheet.payload), "blank": printable(number)}
        for sheet, number in tickets
    ]
    return pressed(BLANKS, {"tickets": json.dumps(told), "form": form})
