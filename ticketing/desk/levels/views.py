"""The screens on which levels are made, changed and given."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.log_actions import log

from ground.errors import Refusal
from members.levels import (
    delete_level,
    end_membership,
    end_of_period,
    give_level,
    levels_changed,
)
from members.models import Level, Membership
from ticketing.desk import rights
from ticketing.desk.levels.forms import GiveLevelForm, LevelForm, MembershipForm
from ticketing.desk.rights import needs
from ticketing.house.models import the_house
from ticketing.offers.level_discounts import keep_discounts

LEVELS = "members_level_modeladmin_index"
MEMBERSHIPS = "members_membership_modeladmin_index"


@needs(rights.ADD_LEVEL)
def level_add(request: HttpRequest) -> HttpResponse:
    """Make a level."""
    return _edit(request, Level(), _("New level"), action="wagtail.create")


@needs(rights.CHANGE_LEVEL)
def level_edit(request: HttpRequest, level_id: int) -> HttpResponse:
    """Change what a level gives, from the next price on."""
    level = get_object_or_404(Level, pk=level_id)
    return _edit(request, level, level.name, action="wagtail.edit")


def _edit(
    request: HttpRequest, level: Level, title: str, *, action: str
) -> HttpResponse:
    form = LevelForm(request.POST or None, instance=level)
    if form.is_valid():
        kept = form.save()
        keep_discounts(kept, form.shares())
        levels_changed()
        log(kept, action, user=request.user, data={"changed": form.changed_data})
        messages.success(request, _("The level is saved."))
        return redirect(LEVELS)
    context = {
        **_frame(title, _("Levels"), LEVELS),
        "form": form,
        "button": _("Save the level"),
        "level": level if level.pk else None,
    }
    status = 422 if form.errors else 200
    return render(request, "desk/levels/level.html", context, status=status)


@needs(rights.CHANGE_LEVEL)
@require_POST
def level_delete(request: HttpRequest, level_id: int) -> HttpResponse:
    """Delete a level that nobody ever had."""
    level = get_object_or_404(Level, pk=level_id)
    key, name = level.pk, str(level)
    try:
        delete_level(level)
    except Refusal as refusal:
        messages.error(request, str(refusal))
        return redirect("desk-level", key)
    level.pk = key
    log(level, "wagtail.delete", user=request.user, deleted=True)
    messages.success(request, _("“%(level)s” is deleted.") % {"level": name})
    return redirect(LEVELS)


@needs(rights.GIVE_LEVEL)
def membership_add(request: HttpRequest) -> HttpResponse:
    """Give a member or a company a level."""
    now = timezone.localtime(timezone.now(), the_house().zone)
    form = GiveLevelForm(request.POST or None, now=now)
    if form.is_valid():
        kept = form.cleaned_data
        level = kept["level"]
        account = kept["member"] or kept["company"]
        ends_at = kept["ends_at"] or end_of_period(level, now)
        given = give_level(account, level, ends_at=ends_at, now=now)
        log(given, "wagtail.create", user=request.user, data={"level": str(level)})
        messages.success(request, _("The level is given."))
        return redirect(MEMBERSHIPS)
    frame = _frame(_("Give a level"), _("Memberships"), MEMBERSHIPS)
    return _form(request, {**frame, "form": form, "button": _("Give the level")})


@needs(rights.CHANGE_MEMBERSHIP)
def membership_edit(request: HttpRequest, membership_id: int) -> HttpResponse:
    """Change until when somebody has a level; what has ended stays as it was."""
    found = get_object_or_404(
        Membership.objects.select_related("account", "level").filter(ended_at=None),
        pk=membership_id,
    )
    form = MembershipForm(request.POST or None, instance=found, now=timezone.now())
    if form.is_valid():
        if form.cleaned_data["ends_now"]:
            end_membership(found, now=timezone.now())
        else:
            found.save(update_fields=["ends_at"])
        log(found, "wagtail.edit", user=request.user, data={"to": _told(form)})
        messages.success(request, _("The membership is saved."))
        return redirect(MEMBERSHIPS)
    frame = _frame(str(found), _("Memberships"), MEMBERSHIPS)
    return _form(request, {**frame, "form": form, "button": _("Save the membership")})


def _told(form: MembershipForm) -> str:
    kept = form.cleaned_data
    return "now" if kept["ends_now"] else str(kept["ends_at"] or "")


def _form(request: HttpRequest, context: dict[str, Any]) -> HttpResponse:
    status = 422 if context["form"].errors else 200
    return render(request, "desk/form.html", context, status=status)


def _frame(title: str, parent: str, address: str) -> dict[str, Any]:
    return {
        "page_title": title,
        "header_icon": "group",
        "breadcrumbs_items": [
            {"url": reverse(address), "label": parent},
            {"url": "", "label": title},
        ],
    }


def level_urls() -> list[URLPattern]:
    one = "desk/levels/<int:level_id>/"
    member = "desk/memberships/<int:membership_id>/"
    return [
        path("desk/levels/new/", level_add, name="desk-level-add"),
        path(one, level_edit, name="desk-level"),
        path(f"{one}delete/", level_delete, name="desk-level-delete"),
        path("desk/memberships/new/", membership_add, name="desk-membership-add"),
        path(member, membership_edit, name="desk-membership"),
    ]
