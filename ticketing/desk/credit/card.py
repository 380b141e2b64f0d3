"""One card or credit: what was put on it and spent, and who saw its code."""

from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language_info, gettext_lazy, override
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.log_actions import log
from wagtail.models import ModelLogEntry

from members.models import Language
from ticketing.desk import rights
from ticketing.desk.forms import ReasonForm
from ticketing.desk.rights import needs
from ticketing.gifts.models import Gift
from ticketing.gifts.sending import letters_to_look_at, send_letter_again
from ticketing.gifts.sheet import facts_of, facts_of_card, gift_pdf
from ticketing.payments.credit.balances import balance
from ticketing.payments.credit.models import Credit, CreditKind
from ticketing.payments.models import Entry

PRINTED: Final = "gift_card.print"
MAILED_AGAIN: Final = "gift_card.mail_again"
UNPROCESSABLE: Final = 422
asks = require_http_methods(["GET", "HEAD", "POST"])


def register_actions(actions: Any) -> None:
    """Give each action its name and the words for it, once it was done."""
    label, done = gettext_lazy("Print the code"), gettext_lazy("Code printed")
    actions.register_action(PRINTED, label, done)
    label = gettext_lazy("Mail it again")
    actions.register_action(MAILED_AGAIN, label, gettext_lazy("Mailed again"))


@needs(rights.SEE_CREDIT)
@require_safe
def card_page(request: HttpRequest, credit_id: int) -> HttpResponse:
    """Its entries in the ledger, its letter, and what people did with it."""
    card = get_object_or_404(Credit.objects.select_related("account"), pk=credit_id)
    entries = Entry.objects.filter(credit=card).select_related("movement__order")
    deeds = ModelLogEntry.objects.for_instance(card).select_related("user")
    context = {
        **_frame(f"{card.get_kind_display()} {card}"),
        "card": card,
        "balance": balance(card),
        "entries": [(entry, -entry.amount) for entry in entries.order_by("-pk")],
        "deeds": deeds.order_by("-timestamp", "-pk"),
        "letter": Gift.objects.filter(credit=card).first(),
        "is_stuck": letters_to_look_at(timezone.now()).filter(credit=card).exists(),
        "may_give": request.user.has_perm(rights.GIVE_CREDIT),
    }
    return render(request, "desk/credit/card.html", context)


@needs(rights.SEE_CREDIT, rights.GIVE_CREDIT)
@asks
def sheet(request: HttpRequest, credit_id: int, code: str) -> HttpResponse:
    """A gift card to print, with its code; why is asked, and kept with who asked."""
    card = get_object_or_404(Credit, pk=credit_id, kind=CreditKind.GIFT_CARD)
    if code not in Language.values:
        raise Http404
    form = ReasonForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        told = {"language": get_language_info(code)["name_local"], "card": card}
        title = _("Print gift card %(card)s (%(language)s)") % told
        return asked(request, form, title, _("Print the code"))
    why = {"reason": form.cleaned_data["reason"]}
    log(card, PRINTED, user=request.user, data=why)
    present = Gift.objects.select_related("credit").filter(credit=card).first()
    with override(code):
        facts = facts_of(present) if present else facts_of_card(card)
    name = f"gift-card-{card.ending}-{code}.pdf"
    answer = HttpResponse(gift_pdf(facts, code), content_type="application/pdf")
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    return answer


@needs(rights.SEE_CREDIT, rights.GIVE_CREDIT)
@asks
def mail_again(request: HttpRequest, credit_id: int) -> HttpResponse:
    """Try a letter anew that did not leave, or that nobody knows of."""
    now = timezone.now()
    letter = get_object_or_404(letters_to_look_at(now), credit=credit_id)
    card = get_object_or_404(Credit, pk=credit_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        send_letter_again(letter.pk, now=now)
        why = {"reason": form.cleaned_data["reason"]}
        log(card, MAILED_AGAIN, user=request.user, data=why)
        messages.success(request, _("The letter is on its way."))
        return redirect("desk-credit-card", card.pk)
    title = _("Mail it again to %(address)s") % {"address": letter.email}
    return asked(request, form, title, _("Mail it again"))


def asked(request: HttpRequest, form: Any, title: str, button: str) -> HttpResponse:
    context = {**_frame(title), "form": form, "button": button}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "desk/form.html", context, status=status)


def _frame(title: str) -> dict[str, Any]:
    above = {"url": reverse("desk-credits"), "label": _("Gift cards and credit")}
    return {
        "page_title": title,
        "header_icon": "pick",
        "breadcrumbs_items": [above, {"url": "", "label": title}],
    }
