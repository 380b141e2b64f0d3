"""Sets ticket sheets with Typst."""

import io
import json
import threading
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Final

import segno
import typst

from ticketing.tickets.pdf.sheet import TicketSheet, printed

LAYOUT: Final = Path(__file__).with_name("ticket.typ")
# Layouts of other rooms take their letters from here.
ROOMS: Final = Path(__file__).parents[2]
FONTS: Final = Path(__file__).parents[3] / "fonts"
# Modules of white around a QR code, as its standard asks.
QUIET_ZONE: Final = 4

# One compiler for each layout serves the process, one thread at a time: it reads the
# fonts once and remembers the layout, which makes the second ticket a matter of
# milliseconds.
_press: Final = threading.Lock()


def ticket_pdf(tickets: Sequence[TicketSheet]) -> bytes:
    """One A4 page for each ticket, in the order given; at least one.

    Only the project's own fonts are used, so the page is the same on every
    machine. Text that is too long is set smaller, then cut.
    """
    if not tickets:
        message = "a document has at least one ticket"
        raise ValueError(message)
    pages = [{**printed(sheet), "qr": qr_svg(sheet.payload)} for sheet in tickets]
    return pressed(LAYOUT, {"tickets": json.dumps(pages)})


def pressed(layout: Path, inputs: dict[str, str]) -> bytes:
    """Set a layout of the house's with these inputs; the same ones, the same bytes."""
    with _press:
        document = _compiler(layout).compile(format="pdf", sys_inputs=inputs)
    assert isinstance(document, bytes)  # noqa: S101  # One PDF, not a list of pages.
    return document


def qr_svg(payload: str) -> str:
    """The QR code as a drawing, black on white with its quiet zone."""
    picture = io.BytesIO()
    segno.make_qr(payload, error="m").save(
        picture, kind="svg", border=QUIET_ZONE, light="#fff", xmldecl=False
    )
    return picture.getvalue().decode()


@cache
def _compiler(layout: Path) -> typst.Compiler:
    return typst.Compiler(layout, root=ROOMS, font_paths=_fonts())


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[FONTS],
    )
