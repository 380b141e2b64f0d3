"""Which lines of the bank's statements are wanted: it stands in the address."""

from typing import Any

from django import forms
from django.db.models import Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ticketing.desk.statements.words import STATES
from ticketing.payments.statements.lines import amount_of
from ticketing.payments.statements.models import (
    LineShare,
    LineState,
    StatementFile,
    StatementLine,
)

EVERYTHING = "all"


class LineFilter(forms.Form):
    """A state, words, days, a file; what makes no sense is passed over."""

    state = forms.ChoiceField(
        choices=[*STATES, (EVERYTHING, pgettext_lazy("filter", "all"))],
        required=False,
        widget=forms.HiddenInput,
    )
    q = forms.CharField(
        label=_("Payer, text, order, amount"), required=False, max_length=100
    )
    since = forms.DateField(
        label=_("From"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    until = forms.DateField(
        label=_("Until"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    file = forms.IntegerField(
        required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
    )

    def __init__(self, data: Any) -> None:
        super().__init__(data, label_suffix="")
        self.is_valid()

    @property
    def wish(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if value}

    @property
    def state_wanted(self) -> str:
        return str(self.wish.get("state", LineState.OPEN))

    def of_file(self) -> StatementFile | None:
        files = StatementFile.objects.defer("content")
        return files.filter(pk=self.wish.get("file", 0)).first()

    def any_state(self) -> QuerySet[StatementLine]:
        """Lines that all but the state lets through."""
        wish, lines = self.wish, StatementLine.objects.all()
        if "since" in wish:
            lines = lines.filter(booked_on__gte=wish["since"])
        if "until" in wish:
            lines = lines.filter(booked_on__lte=wish["until"])
        if "file" in wish:
            lines = lines.filter(file=wish["file"])
        for word in wish.get("q", "").split():
            lines = lines.filter(_has(word))
        return lines

    def lines(self) -> QuerySet[StatementLine]:
        """The latest first; of one day as the bank lists them."""
        lines = self.any_state()
        if self.state_wanted != EVERYTHING:
            lines = lines.filter(state=self.state_wanted)
        return lines.order_by("-booked_on", "file", "position", "pk")


def _has(word: str) -> Q:
    fields = ("name", "purpose", "counter_account", "bank_reference", "reason")
    shared = LineShare.objects.filter(order__number__iexact=word).values("line")
    found = Q(payment__order__number__iexact=word) | Q(pk__in=shared)
    for name in fields:
        found |= Q(**{f"{name}__icontains": word})
    amount = amount_of(word)
    return found if amount is None else found | Q(amount=amount)
