"""What moderators choose and type."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from community.comments.models import CommentRules, Deed
from community.comments.reasons import REASONS
from ground.once import OnceForm

GROUPS: Final = (
    (
        _("When the house looks"),
        ("is_open", "moderation", "trusted_after", "trusted_levels"),
    ),
    (_("What makes a comment wait"), ("words", "most_links", "flags")),
    (_("Writing"), ("edit_minutes", "per_hour", "has_stars")),
)


class DeedForm(OnceForm):
    """The reason, and the numbers, of one press of a button."""

    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("none of these")), *REASONS.items()],
        required=False,
    )
    words = forms.CharField(
        label=_("In your own words"),
        max_length=400,
        required=False,
        help_text=_("The writer reads it as you write it."),
    )
    days = forms.IntegerField(
        label=_("Days to mute"), min_value=1, max_value=365, initial=7, required=False
    )
    points = forms.IntegerField(
        label=_("Points to award"), min_value=1, max_value=10_000, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Ask for number and reason where the button is the one of points."""
        kept: dict[str, Any] = super().clean() or self.cleaned_data
        deed, _colon, _key = self.data.get("deed", "").partition(":")
        if deed == Deed.AWARD:
            if kept.get("points") is None and "points" not in self.errors:
                self.add_error("points", _("Say how many points."))
            if not kept.get("words") and "words" not in self.errors:
                self.add_error("words", _("Say what the points are for."))
        return kept


class RulesForm(forms.ModelForm[CommentRules]):
    class Meta:
        model = CommentRules
        fields = tuple(name for _group, names in GROUPS for name in names)
        widgets = {
            "words": forms.Textarea(attrs={"rows": 5}),
            "trusted_levels": forms.CheckboxSelectMultiple,
        }

    def grouped(self) -> list[tuple[Any, list[Any]]]:
        return [(title, [self[name] for name in names]) for title, names in GROUPS]
