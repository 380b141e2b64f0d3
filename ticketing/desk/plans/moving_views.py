"""Taking a performance to another version of the plan, after what follows was read."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ground.errors import Refusal
from ticketing.desk.plans import rights
from ticketing.desk.plans.screen import plan_screen, who
from ticketing.desk.rights import needs
from ticketing.shows.models import Performance
from ticketing.stock.moving import Move, move_performance, plan_move
from ticketing.venues.models import PlanVersion

# More rows than these nobody reads; how many there are is told.
MOST_LISTED: Final = 300


class VersionField(forms.ModelChoiceField[PlanVersion]):
    """Versions of the hall's plans, by name and number."""

    def label_from_instance(self, obj: PlanVersion) -> str:
        told = _("Version %(number)s") % {"number": obj.number}
        return f"{obj.plan.name} · {told}"


class MoveForm(forms.Form):
    def __init__(self, performance: Performance, *args: Any) -> None:
        super().__init__(*args)
        versions = PlanVersion.objects.filter(plan__hall=performance.hall_id)
        others = versions.exclude(pk=performance.plan_version_id or 0)
        self.fields["to"] = VersionField(
            others.defer("drawing").select_related("plan").order_by("plan", "-number"),
            label=_("Move to"),
        )


@needs(rights.SEE_PLANS, rights.CHANGE_DATE)
def performance_plan(request: HttpRequest, performance_id: int) -> HttpResponse:
    """Choose a version, read what follows, and move."""
    performance = get_object_or_404(
        Performance.objects.exclude(plan_version=None)
        .select_related("plan_version__plan")
        .with_show_and_venue(),
        pk=performance_id,
    )
    sent = request.POST if request.method == "POST" else request.GET
    form = MoveForm(performance, sent if "to" in sent else None)
    move: Move | None = None
    refusal = ""
    if form.is_valid():
        version = form.cleaned_data["to"]
        if request.method == "POST":
            refusal = _moved(request, performance, version)
            if not refusal:
                return redirect("desk-plan", version.plan_id)
        move = plan_move(performance, version, now=timezone.now())
    return _screen(request, performance, form=form, move=move, refusal=refusal)


def _moved(request: HttpRequest, performance: Performance, version: PlanVersion) -> str:
    """Move; what was refused is returned as a sentence."""
    try:
        move_performance(
            performance.pk, version.pk, now=timezone.now(), actor=who(request)
        )
    except Refusal as refusal:
        return str(refusal)
    data = {"version": version.number}
    log(performance, "performance.move_plan", user=request.user, data=data)
    told = {"performance": str(performance), "number": version.number}
    messages.success(
        request, _("%(performance)s is played on version %(number)s now.") % told
    )
    return ""


def _screen(
    request: HttpRequest,
    performance: Performance,
    *,
    form: MoveForm,
    move: Move | None,
    refusal: str,
) -> HttpResponse:
    version = performance.plan_version
    return plan_screen(
        request,
        "move",
        plan=version.plan if version else None,
        title=_("Move a performance"),
        status=422 if refusal or form.errors else 200,
        performance=performance,
        form=form,
        move=move,
        listed=move.conflicts[:MOST_LISTED] if move else [],
        refusal=refusal,
    )
