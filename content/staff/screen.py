"""What every screen of making a show has in common."""

from datetime import datetime
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from content.staff.beginning import help_of
from content.staff.steps import steps
from ticketing.shows.models import Show

UNPROCESSABLE: Final = 422
LIST: Final = "shows_show_modeladmin_index"


def show_screen(
    request: HttpRequest,
    template: str,
    *,
    show: Show,
    here: str,
    now: datetime,
    **context: Any,
) -> HttpResponse:
    """Show a page of the way, with where one is; 422 where a form was refused."""
    forms = [value for value in context.values() if hasattr(value, "is_bound")]
    refused = context.pop(
        "refused", any(f.is_bound and not f.is_valid() for f in forms)
    )
    context |= {
        "show": show,
        "steps": steps(show, here, now=now),
        "help": help_of(here),
        "here": here,
        "breadcrumbs_items": crumbs(show, context["page_title"]),
        "header_icon": "calendar-alt",
    }
    status = UNPROCESSABLE if refused else 200
    return render(request, f"staff/{template}.html", context, status=status)


def crumbs(show: Show, title: str) -> list[dict[str, str]]:
    items = [{"url": reverse(LIST), "label": _("Shows")}]
    if show.pk is not None:
        items.append({"url": reverse("staff-show", args=[show.pk]), "label": show.name})
    return [*items, {"url": "", "label": title}]


def note(thing: Any, action: str, request: HttpRequest, **data: Any) -> None:
    """Write into the admin's history who did what to which thing."""
    log(instance=thing, action=action, user=request.user, data=data)
