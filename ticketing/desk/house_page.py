"""The one page of house settings."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.log_actions import log

from ticketing.desk import rights
from ticketing.desk.rights import needs
from ticketing.house.models import ONLY, House

GROUPS = (
    (pgettext_lazy("of the house", "Name"), ("name_en", "name_zh_hans", "email")),
    (
        gettext_lazy("Selling"),
        ("currency", "time_zone", "hold_minutes", "few_left", "most_places"),
    ),
    (
        gettext_lazy("Choosing seats"),
        ("no_lone_seats", "lone_seats_below"),
    ),
    (
        gettext_lazy("Paying"),
        (
            "transfer_days",
            "transfer_reminder_days",
            "counter_hours",
            "counter_needs_shift",
            "checkout_ways",
            "gift_card_values",
            "gift_card_least",
            "gift_card_most",
            "gift_card_months",
            "bank_holder",
            "bank_name",
            "bank_account",
            "box_office_en",
            "box_office_zh_hans",
        ),
    ),
    (
        gettext_lazy("Sales control"),
        ("controller_email", "most_comps", "comps_need_approval", "alone_most"),
    ),
    (gettext_lazy("Terms of sale"), ("terms_url_en", "terms_url_zh_hans")),
    (
        gettext_lazy("Fees and tax"),
        ("ticket_fee", "tax_mode", "tax_rate", "tax_rounding"),
    ),
    (gettext_lazy("Colours"), ("accent", "on_accent")),
)


class HouseForm(forms.ModelForm[House]):
    class Meta:
        model = House
        fields = tuple(name for _group, names in GROUPS for name in names)
        widgets = {
            "accent": forms.TextInput(attrs={"type": "color"}),
            "on_accent": forms.TextInput(attrs={"type": "color"}),
        }

    def grouped(self) -> list[tuple[Any, list[Any]]]:
        return [(title, [self[name] for name in names]) for title, names in GROUPS]


@needs(rights.CHANGE_HOUSE)
def house_settings(request: HttpRequest) -> HttpResponse:
    """Change what is the same for the whole house."""
    form = HouseForm(request.POST or None, instance=House.objects.get(pk=ONLY))
    if request.method == "POST" and form.is_valid():
        house = form.save()
        log(house, "wagtail.edit", user=request.user)
        messages.success(request, _("The settings are saved."))
        return redirect("desk-house")
    context = {
        "form": form,
        "page_title": _("House settings"),
        "header_icon": "cog",
        "breadcrumbs_items": [{"url": "", "label": _("House settings")}],
    }
    status = 422 if form.errors else 200
    return render(request, "desk/house.html", context, status=status)
