"""Which parcels are wanted: it stands in the address."""

from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ticketing.delivery.models import Carrier, Method, MethodKind, Parcel, ParcelState
from ticketing.delivery.querysets import ParcelQuerySet
from ticketing.orders.models import OrderLine
from ticketing.shows.models import Performance

EVERYTHING = "all"


class ParcelFilter(forms.Form):
    """State, way, performance, carrier, words; what makes no sense is passed over."""

    state = forms.ChoiceField(
        choices=[*ParcelState.choices, (EVERYTHING, pgettext_lazy("filter", "all"))],
        required=False,
        widget=forms.HiddenInput,
    )
    q = forms.CharField(
        label=_("Order, receiver, tracking number"),
        required=False,
        max_length=100,
        widget=forms.TextInput(attrs={"autofocus": True}),
    )
    method = forms.ModelChoiceField(
        Method.objects.exclude(kind=MethodKind.E_TICKET),
        label=_("Delivery"),
        required=False,
        empty_label=_("all"),
    )
    performance = forms.ModelChoiceField(
        Performance.objects.none(),
        label=_("Performance"),
        required=False,
        empty_label=_("all"),
    )
    carrier = forms.ModelChoiceField(
        Carrier.objects.all(),
        label=_("Carrier"),
        required=False,
        empty_label=_("all"),
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, label_suffix="")
        orders = Parcel.objects.values("delivery__order")
        lines = OrderLine.objects.filter(order__in=orders)
        dates = Performance.objects.filter(pk__in=lines.values("performance"))
        fields: Any = self.fields
        fields["performance"].queryset = dates.with_show_and_venue().order_by(
            "-starts_at", "pk"
        )
        self.is_valid()

    @property
    def state_wanted(self) -> str:
        return str(self.cleaned_data.get("state") or ParcelState.WAITING)

    def parcels(self) -> ParcelQuerySet:
        """What was scanned is found whatever its state is."""
        scanned = self._scanned()
        if scanned is not None:
            return scanned
        found, state = self.any_state(), self.state_wanted
        return found if state == EVERYTHING else found.filter(state=state)

    def _scanned(self) -> ParcelQuerySet | None:
        words = self.cleaned_data.get("q")
        if not words:
            return None
        exact = Q(delivery__order__number__iexact=words) | Q(tracking__iexact=words)
        found = Parcel.objects.filter(exact).order_by("pk")
        return found if found.exists() else None

    def any_state(self) -> ParcelQuerySet:
        wish, found = self.cleaned_data, Parcel.objects.order_by("pk")
        if wish.get("method"):
            found = found.filter(delivery__method=wish["method"])
        if wish.get("carrier"):
            found = found.filter(carrier=wish["carrier"])
        if wish.get("performance"):
            lines = OrderLine.objects.filter(performance=wish["performance"])
            found = found.filter(delivery__order__in=lines.values("order"))
        words = wish.get("q")
        return found.filter(_named(words)) if words else found


def _named(words: str) -> Q:
    """An order's number and a parcel's are scanned as they are."""
    return (
        Q(delivery__order__number__iexact=words)
        | Q(tracking__iexact=words)
        | Q(delivery__recipient__icontains=words)
        | Q(delivery__order__buyer_name__icontains=words)
    )
