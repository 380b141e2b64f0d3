"""What a member fills in for a comment."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from community.comments.models import FlagReason
from community.comments.models.talk import MOST_CHARACTERS
from ground.once import OnceForm

_ROWS: Final = 5
_STARS: Final = [("", _("no stars")), *((str(n), "★" * n) for n in (5, 4, 3, 2, 1))]


class CommentForm(OnceForm):
    name = forms.CharField(
        label=_("Your name beside comments"),
        max_length=40,
        help_text=_("Everybody sees it. It need not be your own."),
    )
    text = forms.CharField(
        label=_("Your comment"),
        max_length=MOST_CHARACTERS,
        widget=forms.Textarea(attrs={"rows": _ROWS}),
    )
    stars = forms.TypedChoiceField(
        label=_("Stars"),
        choices=_STARS,
        coerce=int,
        empty_value=None,
        required=False,
    )
    is_spoiler = forms.BooleanField(
        label=_("It tells how the show ends: cover it"), required=False
    )
    parent = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, has_stars: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_stars:
            del self.fields["stars"]


class FlagForm(forms.Form):
    reason = forms.ChoiceField(choices=FlagReason)


class AppealForm(forms.Form):
    text = forms.CharField(max_length=1000)
