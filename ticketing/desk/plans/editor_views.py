"""The editor's page, and what it asks for while one draws."""

import json
from typing import Any, Final

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST
from wagtail.images import get_image_model
from wagtail.images.forms import get_image_form
from wagtail.models import Collection

from ground.errors import Refusal
from ticketing.desk.plans import rights
from ticketing.desk.plans.screen import note, plan_screen, who
from ticketing.desk.plans.words import editor_texts
from ticketing.desk.rights import needs
from ticketing.venues.editor import Saving, drawing_of, save_drawing
from ticketing.venues.errors import FileUnreadable
from ticketing.venues.formats.json_files import read_json, write_json
from ticketing.venues.models import PlanVersion

# A plan of 60,000 seats is 5 MB; forms have another limit, which is smaller.
LARGEST: Final = 20 * 1024 * 1024


@needs(rights.DRAW_PLANS)
@require_GET
def editor(request: HttpRequest, version_id: int) -> HttpResponse:
    """The page on which a plan is drawn."""
    version = _version_or_404(version_id)
    return plan_screen(
        request,
        "editor",
        plan=version.plan,
        title=_("Draw “%(plan)s”") % {"plan": version.plan.name},
        version=version,
        texts=editor_texts(),
    )


def _version_or_404(version_id: int) -> PlanVersion:
    versions = PlanVersion.objects.select_related("plan__hall__venue")
    return get_object_or_404(versions, pk=version_id)


@needs(rights.DRAW_PLANS)
@require_GET
def document(_request: HttpRequest, version_id: int) -> HttpResponse:
    """The drawing, and the revision that a saver must name."""
    version = get_object_or_404(PlanVersion, pk=version_id)
    plan = write_json(drawing_of(version))
    response = JsonResponse({"revision": version.revision, "plan": plan})
    response["Cache-Control"] = "no-store"
    return response


@needs(rights.DRAW_PLANS)
@require_POST
def save(request: HttpRequest, version_id: int) -> HttpResponse:
    """Save a drawing; faults and faster people are told in sentences."""
    get_object_or_404(PlanVersion, pk=version_id)
    try:
        saving = _saving(request)
        version = save_drawing(version_id, saving, now=timezone.now())
    except Refusal as refusal:
        sentences = getattr(refusal, "sentences", None) or [str(refusal)]
        return JsonResponse({"sentences": sentences}, status=refusal.status)
    note(version, request)
    return JsonResponse(_saved(version))


def _saving(request: HttpRequest) -> Saving:
    body = request.read(LARGEST + 1)
    if len(body) > LARGEST:
        raise FileUnreadable(why=_("it is larger than 20 MB."))
    try:
        sent = json.loads(body)
        drawing, revision = sent["plan"], int(sent["revision"])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise FileUnreadable(why=_("it is no JSON.")) from error
    return Saving(
        drawing=read_json(drawing),
        revision=revision,
        who=who(request),
        as_new=bool(sent.get("as_new")),
    )


def _saved(version: PlanVersion) -> dict[str, Any]:
    """What the editor goes on with: perhaps another version than it came from."""
    told = _("Version %(number)s is saved.") % {"number": version.number}
    return {
        "sentence": told,
        "version": version.pk,
        "number": version.number,
        "revision": version.revision,
        "editor": reverse("desk-plan-editor", args=[version.pk]),
        "save": reverse("desk-plan-save", args=[version.pk]),
        "document": reverse("desk-plan-document", args=[version.pk]),
    }


@needs(rights.DRAW_PLANS)
@require_GET
def newest(_request: HttpRequest, plan_id: int) -> HttpResponse:
    """Lead to the newest version's editor."""
    versions = PlanVersion.objects.filter(plan=plan_id).order_by("-number")
    found = versions.first()
    if found is None:
        return redirect("desk-plan", plan_id)
    return redirect("desk-plan-editor", found.pk)


@needs(rights.DRAW_PLANS)
@require_GET
def picture(_request: HttpRequest, image_id: int) -> HttpResponse:
    """Lead to a picture of the library."""
    return redirect(get_object_or_404(get_image_model(), pk=image_id).file.url)


@needs(rights.DRAW_PLANS)
@require_POST
def picture_add(request: HttpRequest) -> HttpResponse:
    """Put a picture into the library: a ground plan, or the view from a seat."""
    model = get_image_model()
    file = request.FILES.get("file")
    values = {"title": getattr(file, "name", ""), "collection": _root_collection()}
    form = get_image_form(model)(
        values, {"file": file}, instance=model(uploaded_by_user=request.user)
    )
    if not form.is_valid():
        sentences = [error for errors in form.errors.values() for error in errors]
        return JsonResponse({"sentences": sentences}, status=422)
    image = form.save()
    return JsonResponse({"id": image.pk, "width": image.width, "height": image.height})


def _root_collection() -> int:
    return int(Collection.get_first_root_node().pk)
