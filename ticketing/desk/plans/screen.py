"""What the screens of plans have in common."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from ticketing.venues.models import PlanVersion, SeatingPlan

TABLE = "venues_seatingplan_modeladmin_index"


def plan_screen(
    request: HttpRequest,
    template: str,
    *,
    plan: SeatingPlan | None,
    title: str,
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Show a page below the table of plans."""
    context |= {
        "plan": plan,
        "page_title": title,
        "breadcrumbs_items": crumbs(plan, title),
        "header_icon": "table",
    }
    return render(request, f"desk/plans/{template}.html", context, status=status)


def crumbs(plan: SeatingPlan | None, title: str) -> list[dict[str, str]]:
    items = [{"url": reverse(TABLE), "label": _("Seating plans")}]
    if plan is not None:
        items.append({"url": reverse("desk-plan", args=[plan.pk]), "label": plan.name})
    return (
        items if plan and title == plan.name else [*items, {"url": "", "label": title}]
    )


def note(
    version: PlanVersion, request: HttpRequest, action: str = "wagtail.edit"
) -> None:
    """Write into the admin's history who saved which version of the plan."""
    plan = version.plan
    log(plan, action, user=request.user, data={"version": version.number})


def who(request: HttpRequest) -> str:
    """The person's name as others are told it."""
    user: Any = request.user
    return user.get_full_name() or str(user)
