"""Bringing a statement in: upload, look at what would be read, import, watch."""

from dataclasses import replace
from itertools import islice
from typing import Any, Final

from django.contrib import messages
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from ground.errors import Refusal
from ground.row_keys import is_key
from ticketing.desk import rights
from ticketing.desk.rights import needs
from ticketing.desk.statements.forms import ColumnsForm, UploadForm
from ticketing.desk.statements.lists import titled
from ticketing.desk.statements.words import STATES
from ticketing.payments.statements.columns import Columns
from ticketing.payments.statements.importing import (
    Preview,
    preview_statement,
    start_import,
    upload_statement,
)
from ticketing.payments.statements.models import StatementFile, StatementLayout
from ticketing.payments.statements.readers import reader
from ticketing.payments.statements.tables import rows_of

MOST_FILES: Final = 20
ROWS_SHOWN: Final = 8
CELLS_SHOWN: Final = 20
DONE_STATES: Final = ("booked", "open", "set_aside", "outgoing")


@needs(rights.SEE_ORDERS, rights.RECEIVE_MONEY)
def upload(request: HttpRequest) -> HttpResponse:
    """Take a file; nothing of it is imported yet."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            draft = upload_statement(
                file.name, file.read(), actor=str(request.user), now=timezone.now()
            )
        except Refusal as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("desk-statement", draft.pk)
    files = StatementFile.objects.defer("content").annotate(kept=Count("lines"))
    context = {
        "form": form,
        "files": files.order_by("-pk")[:MOST_FILES],
        **titled(_("Import a statement"), parent=True),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/statements/upload.html", context, status=status)


@never_cache
@needs(rights.SEE_ORDERS, rights.RECEIVE_MONEY)
def statement(request: HttpRequest, file_id: int) -> HttpResponse:
    """A draft, to be looked at and imported; or how far its import is."""
    file = get_object_or_404(StatementFile, pk=file_id)
    if not file.is_draft:
        return _progress(request, file)
    if request.POST.get("act") == "discard":
        StatementFile.objects.filter(pk=file.pk, state=file.state).delete()
        messages.success(request, _("The file is discarded; nothing was imported."))
        return redirect("desk-statement-new")
    columns, form = _columns(request, file)
    is_import = request.POST.get("act") == "import" and columns is not None
    error = _start(file, columns or Columns(), form) if is_import else ""
    if is_import and not error:
        return redirect("desk-statement", file.pk)
    return _draft(request, file, columns, form, error=error)


def _start(file: StatementFile, columns: Columns, form: ColumnsForm | None) -> str:
    """Begin the import; return the sentence of a refusal."""
    layout = form.cleaned_data["layout"].strip() if form else ""
    try:
        start_import(file.pk, columns, layout=layout, now=timezone.now())
    except Refusal as refusal:
        return str(refusal)
    return ""


def _draft(
    request: HttpRequest,
    file: StatementFile,
    columns: Columns | None,
    form: ColumnsForm | None,
    *,
    error: str,
) -> HttpResponse:
    shown = None
    if columns and not error:
        shown, error = _preview(file, columns)
    context = {
        "file": file,
        "reader": reader(file.kind),
        "form": form,
        "raw": _raw(file, columns) if form else None,
        "preview": shown,
        "error": error,
        "layouts": StatementLayout.objects.all() if form else (),
        **titled(file.name, parent=True),
    }
    status = 422 if error or (form and form.errors) else 200
    return render(request, "desk/statements/draft.html", context, status=status)


def _columns(
    request: HttpRequest, file: StatementFile
) -> tuple[Columns | None, ColumnsForm | None]:
    """The layout that is asked for, or None where what was said makes none."""
    if not reader(file.kind).needs_columns:
        return Columns(), None
    columns, layout = _layout(request, file)
    if request.method != "POST":
        headings = _headings(file, columns)
        form = ColumnsForm(None, columns=columns, headings=headings, layout=layout)
        return columns, form
    said = _as_said(request, columns)
    form = ColumnsForm(request.POST, columns=said, headings=_headings(file, said))
    return (form.columns() if form.is_valid() else None), form


def _layout(request: HttpRequest, file: StatementFile) -> tuple[Columns, str]:
    """A layout that is kept, or what the file looks like."""
    key = request.GET.get("layout", "")
    kept = StatementLayout.objects.filter(pk=key).first() if is_key(key) else None
    if kept is not None:
        return Columns.from_json(kept.columns), kept.name
    return Columns.from_json(file.columns), ""


def _as_said(request: HttpRequest, columns: Columns) -> Columns:
    """What decides which columns there are; what makes no sense stays as it was."""
    form = ColumnsForm(request.POST, columns=columns, headings=())
    form.is_valid()
    names = ("encoding", "delimiter", "heading")
    known = {n: form.cleaned_data[n] for n in names if n in form.cleaned_data}
    return replace(columns, **known)


def _headings(file: StatementFile, columns: Columns) -> list[str]:
    """The cells of the line of headings, or of the widest of the first lines."""
    rows = _raw(file, columns, most=columns.heading + ROWS_SHOWN)
    for number, row in rows:
        if number == columns.heading:
            return row
    widest = max((row for _number, row in rows), key=len, default=[])
    return [""] * len(widest) if columns.heading else widest


def _raw(
    file: StatementFile, columns: Columns | None, *, most: int = ROWS_SHOWN
) -> list[tuple[int, list[str]]]:
    """The first rows as they stand in the file; none where they can't be read."""
    if columns is None:
        columns = Columns.from_json(file.columns)
    try:
        rows = list(islice(rows_of(bytes(file.content), columns), most))
    except Refusal:
        return []
    return [(number, row[:CELLS_SHOWN]) for number, row in rows]


def _preview(file: StatementFile, columns: Columns) -> tuple[Preview | None, str]:
    """What would be read, or the sentence that says why it can't be."""
    if reader(file.kind).needs_columns and not (columns.date and columns.amount):
        return None, ""
    try:
        return preview_statement(file, columns), ""
    except Refusal as refusal:
        return None, str(refusal)


def _progress(request: HttpRequest, file: StatementFile) -> HttpResponse:
    found = file.lines.order_by().values_list("state").annotate(count=Count("pk"))
    counts: dict[str, int] = dict(found)
    kept = sum(counts.values())
    context: dict[str, Any] = {
        "file": file,
        "reader": reader(file.kind),
        "states": [(s, label, counts[s]) for s, label in STATES if counts.get(s)],
        "done": sum(counts.get(state, 0) for state in DONE_STATES),
        "known": file.line_count - kept if not file.is_running else 0,
        "new": kept,
        **titled(file.name, parent=True),
    }
    return render(request, "desk/statements/progress.html", context)
