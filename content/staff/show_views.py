"""The show itself: its overview, its facts, and taking it off the site."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from content.staff import rights
from content.staff.named import suggestions
from content.staff.overview import overview
from content.staff.screen import note, show_screen
from content.staff.show_forms import ShowPack
from ticketing.desk.rights import needs
from ticketing.shows.models import Company, Person, Show, Work

NAMED: Final = {
    "company": (Company,),
    "person-company": (Person, Company),
    "work": (Work,),
}


@needs(rights.SEE_SHOW)
@require_GET
def show_overview(request: HttpRequest, show_id: int) -> HttpResponse:
    """All of a show on one page, and what is to be done next."""
    now = timezone.now()
    show = get_object_or_404(Show.objects.select_related("kind"), pk=show_id)
    facts = overview(show, request, now=now)
    return show_screen(
        request, "show", show=show, here="", now=now, page_title=show.name, **facts
    )


@needs(rights.ADD_SHOW)
def show_add(request: HttpRequest) -> HttpResponse:
    return _write(request, Show(), page_title=_("New show"))


@needs(rights.CHANGE_SHOW)
def show_edit(request: HttpRequest, show_id: int) -> HttpResponse:
    show = get_object_or_404(Show, pk=show_id)
    return _write(request, show, page_title=_("The show"))


def _write(request: HttpRequest, show: Show, *, page_title: str) -> HttpResponse:
    is_new = show.pk is None
    pack = ShowPack(show, request.POST if request.method == "POST" else None)
    refused = request.method == "POST" and not pack.is_valid()
    if request.method == "POST" and not refused:
        show = pack.save()
        note(show, "wagtail.create" if is_new else "wagtail.edit", request)
        messages.success(request, _("“%(show)s” is saved.") % {"show": show.name})
        return redirect("staff-pages" if is_new else "staff-show", show.pk)
    return show_screen(
        request,
        "show_form",
        show=show if show.pk else Show(),
        here="show",
        now=timezone.now(),
        page_title=page_title,
        pack=pack,
        refused=refused,
    )


@needs(rights.CHANGE_SHOW)
@require_POST
def show_withdraw(request: HttpRequest, show_id: int) -> HttpResponse:
    """Take a show off the site, or bring it back; nothing of it is lost."""
    show = get_object_or_404(Show, pk=show_id)
    show.withdrawn_at = None if show.withdrawn_at else timezone.now()
    show.save(update_fields=["withdrawn_at"])
    note(show, "show.withdraw" if show.withdrawn_at else "show.bring_back", request)
    done = _("The show is withdrawn.") if show.withdrawn_at else _("The show is back.")
    messages.success(request, done)
    return redirect("staff-show", show.pk)


@needs(rights.CHANGE_SHOW)
@require_GET
def names(request: HttpRequest, what: str) -> JsonResponse:
    """Suggest names while one is typed."""
    if what not in NAMED:
        raise Http404
    text = request.GET.get("q", "").strip()
    found = [label for model in NAMED[what] for label in suggestions(model, text)]
    return JsonResponse({"names": found if text else []})
