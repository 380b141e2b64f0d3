"""The screens of companies on account."""

from typing import Any, Final

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import IntegrityError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.log_actions import log

from ground.money import ZERO
from members.acting import owners_of
from ticketing.desk import rights
from ticketing.desk.on_account.forms import BlockForm, TabForm
from ticketing.desk.rights import needs
from ticketing.payments.on_account.invoices import open_amounts
from ticketing.payments.on_account.keeping import block_or_open, keep_tab
from ticketing.payments.on_account.models import Tab
from ticketing.payments.on_account.owing import left_on, on_account, owed, owed_by

UNPROCESSABLE: Final = 422
ROWS: Final = 50
asks = require_http_methods(["GET", "HEAD", "POST"])


@needs(rights.SEE_TABS)
@require_safe
def tabs(request: HttpRequest) -> HttpResponse:
    """All of them by name, with what each owes."""
    found = Tab.objects.select_related("account").order_by("account__name", "pk")
    page = Paginator(found, ROWS).get_page(request.GET.get("p"))
    there = owed_by(list(page))
    context = {
        **frame(_("Companies on account")),
        "page": page,
        "rows": [(tab, there.get(tab.pk, ZERO)) for tab in page],
        "may_change": request.user.has_perm(rights.CHANGE_TABS),
    }
    return render(request, "desk/on_account/tabs.html", context)


@needs(rights.SEE_TABS)
@require_safe
def tab(request: HttpRequest, tab_id: int) -> HttpResponse:
    """One company: its terms, what it owes, and what that came of."""
    found = _found(tab_id)
    entries = on_account().filter(party=found.account_id, currency=found.currency)
    page = Paginator(
        entries.select_related("movement__order").order_by("-pk"), ROWS
    ).get_page(request.GET.get("p"))
    context = {
        **frame(str(found), parent=True),
        "tab": found,
        "owed": owed(found),
        "left": left_on(found),
        "invoices": reversed(open_amounts(found)),
        "languages": settings.LANGUAGES,
        "may_receive": request.user.has_perm(rights.RECEIVE_MONEY),
        "people": found.account.users.order_by("email"),
        "owners": owners_of(found.account).order_by("email"),
        "page": page,
        "may_change": request.user.has_perm(rights.CHANGE_TABS),
    }
    return render(request, "desk/on_account/tab.html", context)


@needs(rights.SEE_TABS, rights.CHANGE_TABS)
@asks
def tab_new(request: HttpRequest) -> HttpResponse:
    """Let another company order on account."""
    return _edit(request, Tab(), _("New company on account"), action="wagtail.create")


@needs(rights.SEE_TABS, rights.CHANGE_TABS)
@asks
def tab_terms(request: HttpRequest, tab_id: int) -> HttpResponse:
    """Change a company's terms, and who orders for it."""
    found = _found(tab_id)
    return _edit(request, found, str(found), action="wagtail.edit")


def _edit(request: HttpRequest, one: Tab, title: str, *, action: str) -> HttpResponse:
    form = TabForm(request.POST or None, instance=one)
    before = _made_before(request.POST.get("once", ""))
    if before is not None:
        return redirect("desk-tab", before.pk)
    if request.method == "POST" and form.is_valid():
        data, is_new = form.cleaned_data, form.instance.pk is None
        form.instance.once = data["once"] if is_new else form.instance.once
        try:
            people, owners = data["people"], data["owners"]
            kept = keep_tab(form.instance, data["name"], people, owners)
        except IntegrityError:
            before = _made_before(data["once"]) if is_new else None
            if before is None:
                raise
            return redirect("desk-tab", before.pk)
        log(kept, action, user=request.user)
        messages.success(request, _("The company is saved."))
        return redirect("desk-tab", kept.pk)
    return asked(request, form, title, _("Save the company"))


def _made_before(once: str) -> Tab | None:
    """What the same form has made already."""
    return Tab.objects.filter(once=once).first() if once else None


@needs(rights.SEE_TABS, rights.CHANGE_TABS)
@asks
def tab_block(request: HttpRequest, tab_id: int) -> HttpResponse:
    """Let nothing more be ordered on an account, or let it be used again."""
    found = _found(tab_id)
    form = BlockForm(request.POST or None, initial={"blocks": not found.blocked_at})
    if request.method == "POST" and form.is_valid():
        blocks = form.cleaned_data["blocks"]
        block_or_open(found, blocks=blocks, now=timezone.now())
        why = {"reason": form.cleaned_data["reason"]}
        log(found, "wagtail.edit", user=request.user, data=why)
        messages.success(request, _("Done."))
        return redirect("desk-tab", found.pk)
    title = _("Let it be used again") if found.blocked_at else _("Block it")
    return asked(request, form, f"{title}: {found}", title)


def _found(tab_id: int) -> Tab:
    return get_object_or_404(Tab.objects.select_related("account"), pk=tab_id)


def asked(request: HttpRequest, form: Any, title: str, button: str) -> HttpResponse:
    context = {**frame(title, parent=True), "form": form, "button": button}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "desk/form.html", context, status=status)


def frame(title: str, *, parent: bool = False) -> dict[str, Any]:
    above = {"url": reverse("desk-tabs"), "label": _("Companies on account")}
    return {
        "page_title": title,
        "header_icon": "group",
        "breadcrumbs_items": [
            *([above] if parent else []),
            {"url": "", "label": title},
        ],
    }
