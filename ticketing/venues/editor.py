"""Reading and writing the versions of a plan as drawings.

A version is a draft until a performance is offered on it; from then on it never
changes, and whoever edits it makes the next one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.apps import apps
from django.db import transaction
from django.utils.translation import gettext as _

from ticketing.venues.errors import SavedMeanwhile
from ticketing.venues.formats.checking import check
from ticketing.venues.formats.json_files import FORMAT, VERSION, read_json, write_json
from ticketing.venues.formats.records import Drawing, DrawnSeat, DrawnSection
from ticketing.venues.frame import box_of, outlines_of
from ticketing.venues.models import PlanVersion, SeatingPlan, Section
from ticketing.venues.seats import seats_of, write_seats


@dataclass(frozen=True, slots=True)
class Saving:
    """What a person saves: the drawing, and the revision that it began from."""

    drawing: Drawing
    revision: int
    who: str
    as_new: bool = False


@transaction.atomic
def make_plan(
    plan: SeatingPlan, drawing: Drawing, *, who: str, now: datetime
) -> PlanVersion:
    """Save a new plan with its first version. Raises DrawingRefused."""
    check(drawing)
    plan.save()
    version = PlanVersion(plan=plan, number=1)
    return _write(version, drawing, who=who, now=now)


@transaction.atomic
def begin_plan(plan: SeatingPlan, *, who: str, now: datetime) -> PlanVersion:
    """Save a new plan whose first version is an empty page."""
    plan.save()
    return _write(PlanVersion(plan=plan, number=1), Drawing(), who=who, now=now)


@transaction.atomic
def save_drawing(version_id: int, saving: Saving, *, now: datetime) -> PlanVersion:
    """Save a drawing; return the version that it became.

    A draft is written anew. Of a version that is used, and where `as_new` is
    asked for, the next number is made. Raises DrawingRefused, and
    SavedMeanwhile where another revision or a newer version is there.
    """
    check(saving.drawing)
    # The plan's row lines up everybody who saves one of its versions.
    plan_id = PlanVersion.objects.values_list("plan_id", flat=True).get(pk=version_id)
    SeatingPlan.objects.select_for_update(no_key=True).get(pk=plan_id)
    version = PlanVersion.objects.select_for_update(no_key=True).get(pk=version_id)
    newest = _newest(plan_id)
    if not saving.as_new:
        _must_be_unchanged(version, newest, saving.revision)
    if saving.as_new or version.used_at:
        version = PlanVersion(plan_id=plan_id, number=newest.number + 1)
    return _write(version, saving.drawing, who=saving.who, now=now)


def _newest(plan_id: int) -> PlanVersion:
    return PlanVersion.objects.filter(plan=plan_id).latest("number")


def _must_be_unchanged(
    version: PlanVersion, newest: PlanVersion, revision: int
) -> None:
    """A newer version counts as much as a newer revision of this one."""
    if version.revision != revision or version.pk != newest.pk:
        raise SavedMeanwhile(who=newest.saved_by or _("Somebody"))


def _write(
    version: PlanVersion, drawing: Drawing, *, who: str, now: datetime
) -> PlanVersion:
    drawing = _with_known_pictures(drawing)
    version.drawing = _shell(drawing)
    version.revision += 1
    version.saved_at, version.saved_by = now, who[:200]
    version.save()
    write_seats(version, drawing)
    return version


def _shell(drawing: Drawing) -> dict[str, Any]:
    """What is kept of a drawing beside its sections and seats.

    `box` and `outlines` are what the map reads; `source` is what the editor
    made them of.
    """
    source = write_json(replace(drawing, sections=()))
    for name in ("format", "version", "sections", "stage", "focal"):
        source.pop(name, None)
    shell: dict[str, Any] = {
        "box": box_of(drawing),
        "stage": drawing.stage,
        "outlines": outlines_of(drawing),
        "source": source,
    }
    if drawing.focal:
        x, y = drawing.focal
        shell["focal"] = {"x": x, "y": y}
    return shell


def _with_known_pictures(drawing: Drawing) -> Drawing:
    """Leave out photos that were deleted meanwhile, and those never uploaded."""
    wanted = {seat.photo for _section, seat in drawing.seats() if seat.photo}
    background = drawing.background
    if background:
        wanted.add(background.image)
    if not wanted:
        return drawing
    # Pictures are the CMS's, which this room does not know.
    images = apps.get_model("wagtailimages", "Image").objects
    known = set(images.filter(pk__in=wanted).values_list("pk", flat=True))
    return replace(
        drawing,
        background=background if background and background.image in known else None,
        sections=tuple(_with_photos(s, known) for s in drawing.sections),
    )


def _with_photos(section: DrawnSection, known: set[int]) -> DrawnSection:
    return replace(
        section,
        seats=tuple(
            seat if seat.photo in known else replace(seat, photo=None)
            for seat in section.seats
        ),
    )


def drawing_of(version: PlanVersion) -> Drawing:
    """Read a version as a drawing, with three queries."""
    shell = version.drawing or {}
    source = shell.get("source") or {"lines": shell.get("outlines", [])}
    empty = read_json(
        {
            **source,
            "format": FORMAT,
            "version": VERSION,
            "stage": shell.get("stage"),
            "focal": shell.get("focal"),
            "sections": [],
        }
    )
    seats = seats_of(version)
    return replace(
        empty,
        sections=tuple(
            _drawn(section, seats.get(section.pk, ()))
            for section in version.sections.all()
        ),
    )


def _drawn(section: Section, seats: Sequence[DrawnSeat]) -> DrawnSection:
    return DrawnSection(
        code=section.code,
        kind=section.kind,
        name_en=section.name_en,
        name_zh_hans=section.name_zh_hans,
        x=section.x,
        y=section.y,
        floor=section.floor,
        standing=0 if seats else section.capacity,
        seats=tuple(seats),
    )
