"""Ways of delivery and their zones in the admin."""

from typing import Any

from django import forms
from django.contrib.admin import display
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    HelpPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail_modeladmin.options import ModelAdmin

from ticketing.delivery import couriers
from ticketing.delivery.areas import ANYWHERE, countries, provinces
from ticketing.delivery.models import WITH_ADDRESS, Carrier, Method, Zone
from ticketing.delivery.selectors import ways_changed
from ticketing.desk.history import GuardedHistoryView
from ticketing.desk.rights import NoDelete
from ticketing.orders.models import SalesChannel


class MethodForm(WagtailAdminModelForm):
    """A way of delivery; its channels are ticked, and kept as their codes."""

    channels = forms.MultipleChoiceField(
        label=_("channels"),
        choices=SalesChannel.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Where it can be chosen; none ticked: everywhere."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial["channels"] = self.instance.channels.split()

    def clean_channels(self) -> str:
        return " ".join(self.cleaned_data["channels"])

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean()
        steps = self.formsets["steps"]
        given = [one for one in steps.forms if one.has_changed() or one.instance.pk]
        if given and cleaned.get("kind") not in WITH_ADDRESS:
            message = _("Only what goes to an address has prices by zone.")
            raise ValidationError(message, code="no_address")
        return cleaned

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 Django's signature
        saved = super().save(commit)
        ways_changed()
        return saved


METHOD_FORM = ObjectList(
    [
        FieldRowPanel([FieldPanel("name_en"), FieldPanel("name_zh_hans")]),
        FieldRowPanel([FieldPanel("code"), FieldPanel("kind")]),
        FieldRowPanel([FieldPanel("hint_en"), FieldPanel("hint_zh_hans")]),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("price"), FieldPanel("free_from")]),
                FieldPanel("measure"),
                FieldRowPanel([FieldPanel("grams_each"), FieldPanel("grams_packed")]),
            ],
            heading=_("What it costs"),
        ),
        HelpPanel(
            _(
                "The narrowest zone that names an address decides, and in it the"
                " smallest step that is large enough. An address in no zone gets"
                " nothing sent this way."
            )
        ),
        InlinePanel(
            "steps",
            heading=_("Prices by zone"),
            label=_("step"),
            panels=[
                FieldPanel("zone"),
                FieldRowPanel([FieldPanel("up_to"), FieldPanel("price")]),
            ],
        ),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("days_before"), FieldPanel("hours_before")]),
                FieldPanel("channels"),
                FieldRowPanel([FieldPanel("position"), FieldPanel("is_active")]),
            ],
            heading=_("When and where it is offered"),
        ),
    ],
    base_form_class=MethodForm,
)


class ZoneForm(WagtailAdminModelForm):
    """A zone; its places are chosen from a list, and kept as their codes."""

    areas = forms.MultipleChoiceField(
        label=_("countries and provinces"),
        widget=forms.SelectMultiple(attrs={"size": 16}),
        help_text=_("Hold Ctrl (on a Mac ⌘) to choose several."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["areas"].choices = [
            (ANYWHERE, _("All that no other zone names")),
            (_("Provinces of China"), list(provinces().items())),
            (_("Countries and regions"), list(countries().items())),
        ]

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 Django's signature
        saved = super().save(commit)
        ways_changed()
        return saved


class MethodTable(ModelAdmin):
    model = Method
    menu_icon = "mail"
    menu_label = _("Delivery")
    permission_helper_class = NoDelete
    history_view_class = GuardedHistoryView
    list_display = ("__str__", "kind", "ends", "is_active")
    list_filter = ("kind", "is_active")
    ordering = ("position", "pk")
    edit_handler = METHOD_FORM

    @display(description=_("ends before the first performance"))
    def ends(self, method: Any) -> str:
        """Days and hours, as they were written."""
        words = _("%(days)d days, %(hours)d hours")
        return words % {"days": method.days_before, "hours": method.hours_before}


class ZoneTable(ModelAdmin):
    model = Zone
    menu_icon = "globe"
    menu_label = _("Delivery zones")
    permission_helper_class = NoDelete
    history_view_class = GuardedHistoryView
    list_display = ("__str__", "places")
    ordering = ("pk",)
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name_en"), FieldPanel("name_zh_hans")]),
            FieldPanel("areas"),
        ],
        base_form_class=ZoneForm,
    )

    @display(description=_("countries and provinces"))
    def places(self, zone: Any) -> str:
        """Their names, as far as a line reaches."""
        known = {**provinces(), **countries(), ANYWHERE: str(_("all others"))}
        return ", ".join(known.get(code, code) for code in zone.areas)[:200]


class CarrierForm(WagtailAdminModelForm):
    """A carrier; its connection is one of those that are installed."""

    courier = forms.ChoiceField(
        label=_("connection"),
        choices=lambda: [(one.code, one.label) for one in couriers.known()],
        help_text=_("By hand: numbers are typed, scanned or imported."),
    )


class CarrierTable(ModelAdmin):
    model = Carrier
    menu_icon = "mail"
    menu_label = _("Carriers")
    permission_helper_class = NoDelete
    history_view_class = GuardedHistoryView
    list_display = ("__str__", "tracking_url", "courier", "is_active")
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name_en"), FieldPanel("name_zh_hans")]),
            FieldPanel("code"),
            FieldPanel("tracking_url"),
            FieldRowPanel([FieldPanel("courier"), FieldPanel("is_active")]),
        ],
        base_form_class=CarrierForm,
    )
    ordering = ("name_en", "pk")
