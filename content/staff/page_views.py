"""The show's pages in all languages of the house, written side by side."""

from dataclasses import dataclass

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from content.models import ShowIndexPage
from content.services import draft_show_page, newest_show_page
from content.staff import rights
from content.staff.page_forms import ShowWordsForm
from content.staff.screen import show_screen
from ticketing.desk.rights import needs
from ticketing.shows.models import Show


@dataclass(frozen=True, slots=True)
class Tongue:
    """One language with its form."""

    code: str
    name: str
    form: ShowWordsForm


@needs(rights.CHANGE_SHOW)
def show_pages(request: HttpRequest, show_id: int) -> HttpResponse:
    """Write both pages; keep them as drafts or publish them."""
    show = get_object_or_404(Show, pk=show_id)
    tongues = _tongues(show, request)
    is_sent = request.method == "POST"
    refused = is_sent and False in [t.form.is_valid() for t in tongues]
    if is_sent and not refused:
        publish = "publish" in request.POST
        _save(show, tongues, request, publish=publish)
        done = _("The pages are published.") if publish else _("The drafts are kept.")
        messages.success(request, done)
        has_dates = show.performances.exists()
        return redirect("staff-show" if has_dates else "staff-dates", show.pk)
    media = sum((t.form.media for t in tongues[1:]), tongues[0].form.media)
    return show_screen(
        request,
        "pages",
        show=show,
        here="pages",
        now=timezone.now(),
        page_title=_("Its pages"),
        tongues=tongues,
        media=media,
        refused=refused,
    )


def _tongues(show: Show, request: HttpRequest) -> list[Tongue]:
    data = request.POST if request.method == "POST" else None
    found = []
    for code, name in settings.LANGUAGES:
        page = newest_show_page(show, language=code)
        form = ShowWordsForm(page, data, code)
        if page is None:
            form.initial["title"] = getattr(show, f"name_{code.replace('-', '_')}", "")
        found.append(Tongue(code, str(name), form))
    return found


@transaction.atomic
def _save(
    show: Show, tongues: list[Tongue], request: HttpRequest, *, publish: bool
) -> None:
    for tongue in tongues:
        if not tongue.form.is_wanted:
            continue
        _must_be_allowed(tongue, request, publish=publish)
        page = draft_show_page(
            show, language=tongue.code, user=request.user, **tongue.form.words()
        )
        if publish:
            page.get_latest_revision().publish(user=request.user)


def _must_be_allowed(tongue: Tongue, request: HttpRequest, *, publish: bool) -> None:
    """Ask the tree of pages: who may write there, who may publish."""
    page = tongue.form.page
    if page is None:
        index = ShowIndexPage.objects.get(locale__language_code=tongue.code)
        may = index.permissions_for_user(request.user)
        allowed = may.can_add_subpage() and (may.can_publish_subpage() or not publish)
    else:
        may = page.permissions_for_user(request.user)
        allowed = may.can_edit() and (may.can_publish() or not publish)
        allowed = allowed and not may.page_locked()
    if not allowed:
        raise PermissionDenied
