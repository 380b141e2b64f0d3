"""Making a plan, its page, and its files."""

import json
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ticketing.desk.plans import rights
from ticketing.desk.plans.forms import ImportForm, NewPlanForm, PlanNamesForm
from ticketing.desk.plans.screen import note, plan_screen, who
from ticketing.desk.rights import needs
from ticketing.shows.models import Performance
from ticketing.stock.counts import capacities
from ticketing.venues.editor import (
    Saving,
    begin_plan,
    drawing_of,
    make_plan,
    save_drawing,
)
from ticketing.venues.formats.csv_files import write_csv
from ticketing.venues.formats.json_files import write_json
from ticketing.venues.models import PlanVersion, SeatingPlan

MOST_DATES = 200


@needs(rights.ADD_PLANS, rights.DRAW_PLANS)
def plan_add(request: HttpRequest) -> HttpResponse:
    """Begin a plan with an empty page, or with a file."""
    form = NewPlanForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        plan, drawing = form.save(commit=False), form.cleaned_data["file"]
        now = timezone.now()
        version = (
            make_plan(plan, drawing, who=who(request), now=now)
            if drawing
            else begin_plan(plan, who=who(request), now=now)
        )
        note(version, request, "wagtail.create")
        return redirect("desk-plan-editor", version.pk)
    status = 422 if form.errors else 200
    title = _("New seating plan")
    return plan_screen(request, "add", plan=None, title=title, status=status, form=form)


@needs(rights.SEE_PLANS)
def plan_page(request: HttpRequest, plan_id: int) -> HttpResponse:
    """The versions of a plan, who plays on them, and its names."""
    plan = get_object_or_404(
        SeatingPlan.objects.select_related("hall__venue"), pk=plan_id
    )
    may_draw = request.user.has_perm(rights.DRAW_PLANS)
    names = PlanNamesForm(request.POST or None, instance=plan) if may_draw else None
    if request.method == "POST" and names and names.is_valid():
        names.save()
        messages.success(request, _("The names are saved."))
        return redirect("desk-plan", plan.pk)
    return _plan_page(request, plan, names=names, files=ImportForm())


def _versions(plan: SeatingPlan, *, now: datetime) -> list[Any]:
    """The plan's versions, newest first, with how many dates use each."""
    ahead = Q(performances__starts_at__gt=now, performances__cancelled_at=None)
    counted = plan.versions.annotate(
        dates=Count("performances"), coming=Count("performances", filter=ahead)
    )
    return list(counted.defer("drawing").order_by("-number"))


def _plan_page(
    request: HttpRequest,
    plan: SeatingPlan,
    *,
    names: PlanNamesForm | None,
    files: ImportForm,
) -> HttpResponse:
    now = timezone.now()
    versions = _versions(plan, now=now)
    room = capacities(version.pk for version in versions)
    dates = Performance.objects.filter(plan_version__plan=plan).ahead(now)
    is_refused = bool(files.errors or (names and names.errors))
    return plan_screen(
        request,
        "plan",
        plan=plan,
        title=plan.name,
        status=422 if is_refused else 200,
        rows=[(version, room.get(version.pk, 0)) for version in versions],
        dates=dates.select_related("plan_version")
        .with_show_and_venue()
        .order_by("starts_at")[:MOST_DATES],
        newest=versions[0] if versions else None,
        names=names,
        files=files,
        may_draw=request.user.has_perm(rights.DRAW_PLANS),
        may_move=request.user.has_perms([rights.SEE_PLANS, rights.CHANGE_DATE]),
    )


@needs(rights.DRAW_PLANS)
@require_POST
def plan_import(request: HttpRequest, plan_id: int) -> HttpResponse:
    """Make a file the newest version; what was sold keeps its own."""
    plan = get_object_or_404(SeatingPlan, pk=plan_id)
    form = ImportForm(request.POST, request.FILES)
    if not form.is_valid():
        return _plan_page(request, plan, names=PlanNamesForm(instance=plan), files=form)
    newest = plan.versions.latest("number")
    saving = Saving(
        form.cleaned_data["file"], newest.revision, who(request), as_new=True
    )
    version = save_drawing(newest.pk, saving, now=timezone.now())
    note(version, request)
    messages.success(
        request,
        _("Version %(number)s is made of the file.") % {"number": version.number},
    )
    return redirect("desk-plan-editor", version.pk)


@needs(rights.SEE_PLANS)
@require_GET
def plan_export(_request: HttpRequest, version_id: int, kind: str) -> HttpResponse:
    """A version as a file."""
    version = get_object_or_404(
        PlanVersion.objects.select_related("plan"), pk=version_id
    )
    drawing = drawing_of(version)
    if kind == "json":
        text = json.dumps(write_json(drawing), ensure_ascii=False, indent=1)
        response = HttpResponse(text, content_type="application/json")
    elif kind == "csv":
        text = write_csv(drawing)
        response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    else:
        raise Http404
    name = slugify(version.plan.name_en) or f"plan-{version.plan_id}"
    file = f"{name}-{version.number}.{kind}"
    response["Content-Disposition"] = f'attachment; filename="{file}"'
    return response
