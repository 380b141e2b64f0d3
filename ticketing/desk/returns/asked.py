"""Returns that wait for a second person: the list, and the decision on one."""

from typing import Any, Final

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ground.errors import Refusal
from ticketing.desk import rights
from ticketing.desk.models import AskedReturn, AskedState
from ticketing.desk.returns.second_person import confirm, refuse
from ticketing.desk.rights import needs, person
from ticketing.orders.models import OrderLine

LIST: Final = "desk-asked-returns"
SHOWN: Final = 100


class NoteForm(forms.Form):
    note = forms.CharField(
        label=gettext_lazy("Note, where you refuse"), max_length=300, required=False
    )


def waiting_for(user: Any) -> QuerySet[AskedReturn]:
    """What this person can confirm: what others have asked for."""
    waiting = AskedReturn.objects.filter(state=AskedState.ASKED)
    return waiting.exclude(asked_by=user.pk)


@needs(rights.SEE_ORDERS, rights.PAY_BACK)
def asked_returns(request: HttpRequest) -> HttpResponse:
    """What waits, and the last hundred that were decided."""
    rows = AskedReturn.objects.select_related("order", "asked_by", "decided_by")
    context = {
        "waiting": rows.filter(state=AskedState.ASKED).order_by("pk"),
        "decided": rows.exclude(state=AskedState.ASKED)[:SHOWN],
        "page_title": _("Returns for a second person"),
        "header_icon": "clipboard-list",
        "breadcrumbs_items": [{"url": "", "label": _("Returns for a second person")}],
    }
    return render(request, "desk/returns/asked_list.html", context)


@needs(rights.SEE_ORDERS, rights.CHANGE_ORDERS, rights.PAY_BACK)
def asked_return(request: HttpRequest, asked_id: int) -> HttpResponse:
    """One of them: confirm it, refuse it, or take one's own back."""
    rows = AskedReturn.objects.select_related("order", "asked_by", "decided_by")
    asked = get_object_or_404(rows, pk=asked_id)
    form = NoteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = _decided(asked, request, form.cleaned_data["note"])
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, said)
            return redirect(LIST)
    context = {
        "it": asked,
        "lines": OrderLine.objects.filter(pk__in=asked.lines).order_by("position"),
        "is_mine": asked.asked_by_id == request.user.pk,
        "waits": asked.state == AskedState.ASKED,
        "form": form,
        "page_title": asked.order.number,
        "header_icon": "clipboard-list",
    }
    status = 422 if form.errors else 200
    return render(request, "desk/returns/asked.html", context, status=status)


def _decided(asked: AskedReturn, request: HttpRequest, note: str) -> str:
    by: dict[str, Any] = {"by": person(request), "now": timezone.now()}
    if request.POST.get("act") == "confirm":
        confirm(asked.pk, **by)
        return _("Confirmed: it is taken back, and the money goes back.")
    refuse(asked.pk, note=note, **by)
    return _("Nothing is taken back; whoever asked sees it in this list.")
