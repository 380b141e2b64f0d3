"""Making codes, one or ten thousand."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.log_actions import log

from ticketing.desk import rights
from ticketing.desk.offers.code_forms import MakeCodesForm
from ticketing.desk.rights import needs
from ticketing.offers.models import Code
from ticketing.offers.selectors import offers_changed
from ticketing.offers.services import Batch, MadeBefore, made_before, make_codes


@needs(rights.MAKE_CODES)
def codes_new(request: HttpRequest) -> HttpResponse:
    """Make codes for an offer."""
    form = MakeCodesForm(request.POST or None)
    if made_before(request.POST.get("once", "")):
        return _done(request, str(MadeBefore()))
    if form.is_valid():
        try:
            made = _make(form)
        except MadeBefore as refusal:
            return _done(request, str(refusal))
        offer = form.cleaned_data["offer"]
        log(offer, "wagtail.edit", user=request.user, data={"codes": len(made)})
        told = ngettext(
            "%(count)s code is made.", "%(count)s codes are made.", len(made)
        )
        return _done(request, told % {"count": len(made)})
    context = {"form": form, "button": _("Make codes"), "page_title": _("New codes")}
    status = 422 if form.errors else 200
    return render(request, "desk/form.html", context, status=status)


def _done(request: HttpRequest, told: str) -> HttpResponse:
    messages.success(request, told)
    return redirect("offers_code_modeladmin_index")


def _make(form: MakeCodesForm) -> list[Code]:
    kept = form.cleaned_data
    offers_changed()
    return make_codes(
        kept["offer"],
        rules=form.rules(),
        count=kept["count"] or 0,
        emails=kept["emails"],
        wording=kept["wording"],
        batch=Batch(kept["batch"], kept["once"]),
    )
