"""Tables as files that a spreadsheet opens."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse

from ground.spreadsheets import harmless


def csv_file(name: str, rows: Iterable[Iterable[object]]) -> HttpResponse:
    """The rows, the first of which names the columns, to be kept as a file."""
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    # With its mark a spreadsheet reads Chinese names as what they are.
    response.write("\ufeff")
    csv.writer(response).writerows([_plain(cell) for cell in row] for row in rows)
    return response


def _plain(cell: object) -> object:
    return harmless(cell) if isinstance(cell, str) else cell
