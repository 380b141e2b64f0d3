"""Which dues are wanted: it stands in the address."""

from datetime import datetime, timedelta
from typing import Any, Final

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from members.models import Level
from ticketing.dues.models import Due

OWED: Final = "owed"
STATES: Final = {
    OWED: Q(begins_at__isnull=False, membership=None, closed_at=None),
    "paid": Q(membership__isnull=False, waived_at=None),
    "waived": Q(waived_at__isnull=False),
    "closed": Q(closed_at__isnull=False),
    "all": Q(),
}


class DueFilter(forms.Form):
    """State, level, words, days; what makes no sense is passed over."""

    state = forms.ChoiceField(
        label=pgettext_lazy("due", "State"),
        choices=[
            (OWED, pgettext_lazy("due", "owed")),
            ("paid", pgettext_lazy("due", "paid")),
            ("waived", pgettext_lazy("due", "waived")),
            ("closed", pgettext_lazy("due", "closed")),
            ("all", pgettext_lazy("filter", "all")),
        ],
        required=False,
    )
    level = forms.ModelChoiceField(
        Level.objects.all(), label=_("Level"), required=False, empty_label=_("all")
    )
    days = forms.IntegerField(
        label=_("Owed for so many days at least"),
        required=False,
        min_value=0,
        max_value=3660,
    )
    q = forms.CharField(
        label=_("Name, e-mail address, order"), required=False, max_length=100
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, label_suffix="")
        self.is_valid()

    def dues(self, now: datetime) -> QuerySet[Due]:
        """What is wanted, the longest owed first; orders that nobody paid are none."""
        wish = self.cleaned_data
        found = Due.objects.filter(STATES[wish.get("state") or OWED])
        found = found.exclude(begins_at=None, membership=None)
        if wish.get("level"):
            found = found.filter(level=wish["level"])
        if wish.get("days") is not None:
            found = found.filter(begins_at__lte=now - timedelta(days=wish["days"]))
        if wish.get("q"):
            found = found.filter(_named(wish["q"]))
        return found.order_by("begins_at", "pk")


def _named(words: str) -> Q:
    return (
        Q(account__name__icontains=words)
        | Q(order__buyer_name__icontains=words)
        | Q(order__buyer_email__icontains=words)
        | Q(order__number__iexact=words)
    )
