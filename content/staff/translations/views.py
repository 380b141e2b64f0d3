"""The report of stale and missing translations, and saying that one still holds."""

from typing import Final

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages as admin_messages
from wagtail.models import Page, get_page_models

from content.staff import rights
from content.staff.screen import note
from content.staff.translations.standing import (
    STILL_HOLDS,
    Finding,
    finding_of,
    findings,
)
from ground.row_keys import is_key
from ticketing.desk.csv_files import csv_file
from ticketing.desk.rights import needs

ROWS: Final = 50


@needs(rights.CHANGE_SHOW)
def report(request: HttpRequest) -> HttpResponse:
    """What needs a translator, by kind of page; as CSV where that is asked for."""
    number = request.GET.get("kind", "")
    kind = int(number) if is_key(number) else None
    state = request.GET.get("state", "")
    found = [one for one in findings(kind=kind) if state in ("", one.standing)]
    if request.GET.get("format") == "csv":
        return _as_csv(found)
    title = _("Translations")
    context = {
        "rows": Paginator(found, ROWS).get_page(request.GET.get("page")),
        "kinds": _kinds(),
        "kind": kind,
        "state": state,
        "count": len(found),
        "page_title": title,
        "breadcrumbs_items": [{"url": "", "label": title}],
        "header_icon": "site",
    }
    return render(request, "staff/translations/report.html", context)


def _kinds() -> list[tuple[int, str]]:
    models = [m for m in get_page_models() if m is not Page]
    types = ContentType.objects.get_for_models(*models)
    named = ((t.pk, str(m._meta.verbose_name)) for m, t in types.items())  # noqa: SLF001 Django's own way to a model's name
    return sorted(named, key=lambda pair: pair[1])


def _as_csv(found: list[Finding]) -> HttpResponse:
    named = (_("Page"), _("State"), _("Language"), _("What is the matter"))
    rows = (
        (one.page or one.original, one.standing.value, one.language, one.sentence)
        for one in found
    )
    told = ((page.title, *rest) for page, *rest in rows)
    return csv_file("translations", [named, *told])


@needs(rights.CHANGE_SHOW)
def holds(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show both texts, and note that the translation still holds."""
    page = get_object_or_404(Page, pk=page_id)
    if not page.permissions_for_user(request.user).can_edit():
        raise Http404
    finding = finding_of(page)
    if finding is None or request.method == "POST":
        if finding is not None:
            note(page.specific, STILL_HOLDS, request)
            messages.success(request, _("It is noted that the translation holds."))
        return redirect("wagtailadmin_pages:edit", page.pk)
    return _ask(request, page, finding)


def _ask(request: HttpRequest, page: Page, finding: Finding) -> HttpResponse:
    title = _("Does the translation still hold?")
    context = {
        "page": page,
        "finding": finding,
        "page_title": title,
        "breadcrumbs_items": [
            {
                "url": reverse("wagtailadmin_pages:edit", args=[page.pk]),
                "label": page.title,
            },
            {"url": "", "label": title},
        ],
        "header_icon": "site",
    }
    return render(request, "staff/translations/holds.html", context)


def warn_while_editing(request: HttpRequest, page: Page) -> None:
    """Say above the page's editor that it lags behind, with ways to both texts."""
    finding = finding_of(page) if request.method == "GET" else None
    if finding is None:
        return
    original = reverse("wagtailadmin_pages:edit", args=[finding.original.pk])
    settle = reverse("staff-translation", args=[page.pk])
    buttons = [
        admin_messages.button(original, _("See the other text")),
        admin_messages.button(settle, _("It still holds")),
    ]
    admin_messages.warning(request, finding.sentence, buttons=buttons)
