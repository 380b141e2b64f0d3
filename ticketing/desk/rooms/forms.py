"""What staff say of a waiting room; times are those of the house's clock."""

from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ticketing.desk.moment_input import HouseMomentField
from ticketing.rush.models.room import MOST_PER_MINUTE, Room
from ticketing.rush.rooms import RoomPlan

AUTOMATIC: Final = _("Empty: as many as the checkout can carry.")


class PaceForm(forms.Form):
    per_minute = forms.IntegerField(
        label=_("People let in each minute"),
        required=False,
        min_value=0,
        max_value=MOST_PER_MINUTE,
        help_text=AUTOMATIC,
    )


class PlanForm(PaceForm):
    opens_at = HouseMomentField(
        label=_("The room opens (house time)"),
        help_text=_("Before the sale does; a sale that is open gets a line at once."),
    )
    keep_minutes = forms.IntegerField(
        label=_("Minutes for which a turn is kept"),
        min_value=2,
        max_value=240,
        initial=10,
    )

    field_order = ("opens_at", "keep_minutes", "per_minute")

    def plan(self) -> RoomPlan:
        said = self.cleaned_data
        return RoomPlan(said["opens_at"], said["keep_minutes"], said["per_minute"])


class MessageForm(forms.Form):
    message_en = forms.CharField(label=_("Message (English)"), max_length=300)
    message_zh_hans = forms.CharField(
        label=_("Message (Chinese)"), max_length=300, required=False
    )


def initial_of(room: Room) -> dict[str, Any]:
    return {
        "opens_at": room.opens_at,
        "keep_minutes": room.keep_minutes,
        "per_minute": room.per_minute,
    }
