"""What staff fill in for an offer."""

from typing import Any, Final

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from ticketing.desk.house_time import house_clock
from ticketing.desk.moment_input import HouseMomentField
from ticketing.house.models import the_house
from ticketing.offers.kinds import OfferKind
from ticketing.offers.selectors import offers_changed
from ticketing.orders.models import SalesChannel
from ticketing.shows.models import Performance, Show

_FEWEST_SHOWS: Final = 2


class PerformancesField(forms.ModelMultipleChoiceField[Performance]):
    """Performances by day and show."""

    def label_from_instance(self, one: Any) -> str:
        return f"{house_clock(one.starts_at)} · {one.show.name}"


class OfferForm(WagtailAdminModelForm):
    """An offer; what is asked of a kind alone is looked at when all is known."""

    valid_from = HouseMomentField(label=gettext_lazy("from"), required=False)
    valid_until = HouseMomentField(
        label=pgettext_lazy("offer", "until"), required=False
    )
    channel = forms.ChoiceField(
        label=gettext_lazy("only by"),
        required=False,
        choices=[("", pgettext_lazy("channel", "any way")), *SalesChannel.choices],
    )
    shows = forms.ModelMultipleChoiceField(
        Show.objects.none(),
        label=gettext_lazy("shows"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
        help_text=gettext_lazy(
            "Neither shows nor performances: everything is on offer."
        ),
    )
    performances = PerformancesField(
        Performance.objects.none(),
        label=gettext_lazy("performances"),
        required=False,
        widget=forms.SelectMultiple(attrs={"size": 8}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        shows, performances = self._chosen()
        fields: Any = self.fields
        fields["shows"].queryset = Show.objects.filter(
            Q(withdrawn_at=None) | Q(pk__in=shows)
        )
        coming = Q(starts_at__gt=timezone.now(), show__withdrawn_at=None)
        fields["performances"].queryset = (
            Performance.objects.filter(coming | Q(pk__in=performances))
            .select_related("show")
            .order_by("starts_at")
        )
        fields["currency"].required = False
        if not self.instance.pk:
            self.initial["currency"] = the_house().currency

    def _chosen(self) -> tuple[list[int], list[int]]:
        if not self.instance.pk:
            return [], []
        offer = self.instance
        return (
            list(offer.shows.values_list("pk", flat=True)),
            list(offer.performances.values_list("pk", flat=True)),
        )

    def clean(self) -> dict[str, Any]:
        kept: dict[str, Any] = super().clean()
        kind, shows = kept.get("kind"), kept.get("shows")
        if kind == OfferKind.SHOWS:
            if shows is not None and len(shows) < _FEWEST_SHOWS:
                self.add_error("shows", _("Name the shows of the set: two at least."))
            if kept.get("performances"):
                sentence = _("A set of shows names shows, and no performances.")
                self.add_error("performances", sentence)
        if kept.get("percent_off") is not None:
            kept["currency"] = ""
        return kept

    def save(self, commit: bool = True) -> Any:  # noqa: FBT001, FBT002 Django's signature
        saved = super().save(commit)
        offers_changed()
        return saved
