"""The screens of gift cards and credit."""

from datetime import datetime
from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.log_actions import log

from ground.money import ZERO, money
from ticketing.desk import rights
from ticketing.desk.credit.forms import FindForm, GiveForm
from ticketing.desk.forms import ReasonForm
from ticketing.desk.rights import needs, person
from ticketing.gifts.giving import give_with_letter
from ticketing.house.models import the_house
from ticketing.payments.credit.balances import balances
from ticketing.payments.credit.giving import Gift, Given
from ticketing.payments.credit.models import Credit

UNPROCESSABLE: Final = 422
ROWS: Final = 50
asks = require_http_methods(["GET", "HEAD", "POST"])


@needs(rights.SEE_CREDIT)
@require_safe
def credits_page(request: HttpRequest) -> HttpResponse:
    """What the house owes as credit, the newest first."""
    form = FindForm(request.GET or None)
    found = Credit.objects.select_related("account").order_by("-pk")
    wanted = Q()
    for one in form.filters():
        wanted |= Q(**one)
    page = Paginator(found.filter(wanted).distinct(), ROWS).get_page(
        request.GET.get("p")
    )
    there = balances([credit.pk for credit in page])
    context = {
        **_frame(_("Gift cards and credit")),
        "form": form,
        "page": page,
        "rows": [(credit, there.get(credit.pk, ZERO)) for credit in page],
        "may_give": request.user.has_perm(rights.GIVE_CREDIT),
    }
    return render(request, "desk/credit/credits.html", context)


@needs(rights.SEE_CREDIT, rights.GIVE_CREDIT)
@asks
def give_credit(request: HttpRequest) -> HttpResponse:
    """Give credit for a reason; a new card's code is told once, here."""
    form = GiveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        gift = Gift(
            data["amount"],
            the_house().currency,
            account_id=data["member"].pk if data["member"] else None,
            key=data["once"],
        )
        by: dict[str, Any] = {"actor": str(person(request)), "now": timezone.now()}
        told = form.letter()
        given = give_with_letter(gift, told, reason=data["reason"], **by)
        log(given.credit, "wagtail.create", user=request.user)
        messages.success(request, _told(given, data["amount"]))
        return redirect("desk-credits")
    return _asked(request, form, _("Give credit"), _("Give it"))


def _told(given: Given, amount: Any) -> str:
    told = {"sum": money(amount, given.credit.currency), "code": given.code}
    if not given.code:
        return _("%(sum)s is on the account.") % told
    return (
        _("Gift card of %(sum)s: %(code)s. Write it down, it is not shown again.")
        % told
    )


@needs(rights.SEE_CREDIT, rights.GIVE_CREDIT)
@asks
def block(request: HttpRequest, credit_id: int) -> HttpResponse:
    """Block a card that is lost; what is blocked stays so."""
    title = _("Block it")
    return _decided(request, credit_id, title, timezone.now())


@needs(rights.SEE_CREDIT, rights.GIVE_CREDIT)
@asks
def unblock(request: HttpRequest, credit_id: int) -> HttpResponse:
    """Let a card be used again that was blocked."""
    return _decided(request, credit_id, _("Let it be used again"), None)


def _decided(
    request: HttpRequest, credit_id: int, title: str, blocked_at: datetime | None
) -> HttpResponse:
    """Ask why; then it is so, whatever it was before."""
    credit = get_object_or_404(Credit, pk=credit_id)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if (credit.blocked_at is None) != (blocked_at is None):
            credit.blocked_at = blocked_at
            credit.save(update_fields=["blocked_at"])
            why = {"reason": form.cleaned_data["reason"]}
            log(credit, "wagtail.edit", user=request.user, data=why)
        messages.success(request, _("Done."))
        return redirect("desk-credits")
    return _asked(request, form, f"{title}: {credit}", title)


def _asked(request: HttpRequest, form: Any, title: str, button: str) -> HttpResponse:
    context = {**_frame(title), "form": form, "button": button}
    status = UNPROCESSABLE if form.errors else 200
    return render(request, "desk/form.html", context, status=status)


def _frame(title: str) -> dict[str, Any]:
    return {
        "page_title": title,
        "header_icon": "pick",
        "breadcrumbs_items": [{"url": "", "label": title}],
    }
