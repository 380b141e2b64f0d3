"""Tables as workbooks."""

from collections.abc import Iterable
from io import BytesIO
from typing import Final

from django.http import HttpResponse
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from ground.spreadsheets import harmless

_TYPE: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def xlsx_file(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """The rows, the first of which names the columns, as one sheet.

    Cells are text, numbers or None; a text that begins like a formula stays a text.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for row in rows:
        sheet.append([_plain(cell) for cell in row])
    kept = BytesIO()
    book.save(kept)
    response = HttpResponse(kept.getvalue(), content_type=_TYPE)
    response["Content-Disposition"] = f'attachment; filename="{name}.xlsx"'
    return response


def _plain(cell: object) -> object:
    if not isinstance(cell, str):
        return cell
    return harmless(ILLEGAL_CHARACTERS_RE.sub("", cell))
