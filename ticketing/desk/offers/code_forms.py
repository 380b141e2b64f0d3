"""What staff fill in for codes."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from ground.once import OnceForm
from ticketing.desk.moment_input import HouseMomentField
from ticketing.offers.models import Code, Offer
from ticketing.offers.models.codes import LONGEST, SHORTEST, plain_code
from ticketing.offers.services import CodeRules

MOST_CODES: Final = 10_000


class MakeCodesForm(OnceForm):
    """One code in words of one's own, so many, or one for each address."""

    offer = forms.ModelChoiceField(
        Offer.objects.filter(needs_code=True, is_active=True),
        label=gettext_lazy("offer"),
        help_text=gettext_lazy("Those that are “only with a code”."),
    )
    wording = forms.CharField(
        label=gettext_lazy("One code in your own words"),
        required=False,
        max_length=40,
        help_text=gettext_lazy("Such as SPRING25. Everybody who hears it can use it."),
    )
    count = forms.IntegerField(
        label=gettext_lazy("Or so many, each different"),
        min_value=1,
        max_value=MOST_CODES,
        required=False,
    )
    emails = forms.CharField(
        label=gettext_lazy("Or one for each of these addresses"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy(
            "One on each line. Such a code is good for its address alone."
        ),
    )
    batch = forms.CharField(
        label=gettext_lazy("Name of the batch"), max_length=60, required=False
    )
    most_uses = forms.IntegerField(
        label=gettext_lazy("orders in all"),
        min_value=1,
        max_value=1_000_000,
        required=False,
        help_text=gettext_lazy("With each of the codes. Empty: any number."),
    )
    most_per_buyer = forms.IntegerField(
        label=gettext_lazy("orders of one buyer"),
        min_value=1,
        max_value=1000,
        required=False,
        help_text=gettext_lazy("Empty: any number."),
    )
    valid_from = HouseMomentField(label=gettext_lazy("from"), required=False)
    valid_until = HouseMomentField(
        label=pgettext_lazy("offer", "until"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.label = capfirst(str(field.label))

    def clean_wording(self) -> str:
        typed = self.cleaned_data["wording"]
        code = plain_code(typed)
        if typed and not SHORTEST <= len(code) <= LONGEST:
            raise ValidationError(_("Four to twenty letters A to Z and digits."))
        if code and Code.objects.filter(code=code).exists():
            raise ValidationError(_("There is such a code already."))
        return code

    def clean_emails(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["emails"].splitlines()]
        found = list(dict.fromkeys(line.lower() for line in lines if line))
        for line in found:
            try:
                validate_email(line)
            except ValidationError as error:
                message = _("“%(line)s” is no e-mail address.") % {"line": line}
                raise ValidationError(message) from error
        if len(found) > MOST_CODES:
            message = _("That is more than %(most)s at once.") % {"most": MOST_CODES}
            raise ValidationError(message)
        return found

    def clean(self) -> dict[str, Any]:
        kept: dict[str, Any] = super().clean() or {}
        ways = [name for name in ("wording", "count", "emails") if kept.get(name)]
        if len(ways) != 1 and not self.errors:
            raise ValidationError(
                _("Fill in one of three: your own words, how many, or addresses.")
            )
        begins, ends = kept.get("valid_from"), kept.get("valid_until")
        if begins and ends and ends <= begins:
            self.add_error("valid_until", _("A code must end after it begins."))
        return kept

    def rules(self) -> CodeRules:
        kept = self.cleaned_data
        return CodeRules(
            most_uses=kept["most_uses"],
            most_per_buyer=kept["most_per_buyer"],
            valid_from=kept["valid_from"],
            valid_until=kept["valid_until"],
        )


class CodeForm(WagtailAdminModelForm):
    """What can be changed of a code: never its letters, its offer, its address."""

    valid_from = HouseMomentField(label=gettext_lazy("from"), required=False)
    valid_until = HouseMomentField(
        label=pgettext_lazy("offer", "until"), required=False
    )
