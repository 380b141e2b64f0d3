"""What staff say of a waiting room; times are those of the house's clock."""

from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from ticketing.house.models import the_house
from ticketing.rush.models.room import MOST_PER_MINUTE, Room
from ticketing.rush.rooms import RoomPlan

MOMENT: Final = "%Y-%m-%dT%H:%M"
FORMATS: Final = [MOMENT, "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]
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
    opens_at = forms.CharField(
        label=_("The room opens (house time)"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("Before the sale does; a sale that is open gets a line at once."),
    )
    keep_minutes = forms.IntegerField(
        label=_("Minutes for which a turn is kept"),
        min_value=2,
        max_value=240,
        initial=10,
    )

    field_order = ("opens_at", "keep_minutes", "per_minute")

    def clean_opens_at(self) -> datetime:
        text = str(self.cleaned_data["opens_at"]).strip()
        for form in FORMATS:
            try:
                read = datetime.strptime(text, form)  # noqa: DTZ007 the zone follows
            except ValueError:
                continue
            return read.replace(tzinfo=the_house().zone)
        raise forms.ValidationError(
            _("“%(text)s” is no date and time; write 2026-12-24 19:30."),
            params={"text": text},
        )

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
        "opens_at": local(room.opens_at),
        "keep_minutes": room.keep_minutes,
        "per_minute": room.per_minute,
    }


def local(moment: datetime) -> str:
    """The moment on the house's clock, as the field takes it."""
    return f"{moment.astimezone(the_house().zone):{MOMENT}}"
