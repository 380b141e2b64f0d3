"""Dates of a show: many at once by a weekly pattern or a list, or one changed."""

from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import F, Max
from django.utils.translation import gettext_lazy as _

from ground.errors import Refusal
from members.models import Account, AccountKind
from ticketing.house.models import currency_code, the_house
from ticketing.shows.models import Performance, Show
from ticketing.shows.schedule import in_zone, weekly
from ticketing.shows.services import Run
from ticketing.stock.counts import capacities
from ticketing.venues.models import PlanVersion

MOST_DATES: Final = 400
FORMATS: Final = ["%Y-%m-%dT%H:%M", "%Y-%m-%d %H:%M", "%Y-%m-%d %H:%M:%S"]
WEEKDAYS: Final = (
    (0, _("Monday")),
    (1, _("Tuesday")),
    (2, _("Wednesday")),
    (3, _("Thursday")),
    (4, _("Friday")),
    (5, _("Saturday")),
    (6, _("Sunday")),
)


class PlanField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """The newest version of each plan, told with its hall and its size."""

    def __init__(self, **kwargs: Any) -> None:
        versions = PlanVersion.objects.annotate(newest=Max("plan__versions__number"))
        newest = versions.filter(number=F("newest")).select_related("plan__hall__venue")
        super().__init__(
            newest.order_by("plan__hall__venue", "plan__hall", "plan"), **kwargs
        )
        self._room: dict[int, int] = {}

    def label_from_instance(self, obj: Any) -> str:
        if not self._room:
            self._room = capacities(v.pk for v in self.queryset or [])
        hall = obj.plan.hall
        places = _("%(count)s places") % {"count": f"{self._room.get(obj.pk, 0):,}"}
        return f"{hall.venue.name} · {hall.name} · {obj.plan.name} ({places})"


class LocalMoment(forms.CharField):
    """A date and a time as the venue's clock shows them; the zone comes later."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault(
            "widget", forms.DateTimeInput(attrs={"type": "datetime-local"})
        )
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%Y-%m-%dT%H:%M}" if isinstance(value, datetime) else value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        return read_moment(text) if text else None


def read_moment(text: str) -> datetime:
    for form in FORMATS:
        try:
            return datetime.strptime(text.strip(), form)  # noqa: DTZ007 local by design
        except ValueError:
            continue
    raise ValidationError(
        _("“%(text)s” is no date and time; write 2026-12-24 19:30."),
        params={"text": text},
    )


def to_moment(form: forms.Form, name: str, zone: ZoneInfo) -> datetime | None:
    """Make a local time of the form a moment; an hour that is none is an error."""
    local = form.cleaned_data.get(name)
    if local is None:
        return None
    try:
        return in_zone(local, zone)
    except Refusal as refusal:
        form.add_error(name, str(refusal))
        return None


class TitleFields(forms.Form):
    title_en = forms.CharField(
        label=_("Title (English)"),
        max_length=200,
        required=False,
        help_text=_("Only where these dates are special, such as “Part one”."),
    )
    title_zh_hans = forms.CharField(
        label=_("Title (Chinese)"), max_length=200, required=False
    )


class DatesForm(TitleFields):
    """A hall, and when it plays there."""

    plan_version = PlanField(label=_("Hall and seating plan"))
    dates = forms.CharField(
        label=_("Dates, one a line"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "placeholder": "2026-12-24 19:30"}),
        help_text=_("In the venue’s own time. Leave empty to use the pattern below."),
    )
    first = forms.DateField(
        label=_("First day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    last = forms.DateField(
        label=_("Last day"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    weekdays = forms.TypedMultipleChoiceField(
        label=_("On these days"),
        required=False,
        coerce=int,
        choices=WEEKDAYS,
        widget=forms.CheckboxSelectMultiple,
    )
    times = forms.CharField(
        label=_("At"),
        required=False,
        help_text=_("One time or several: 14:30, 19:30"),
    )
    minutes = forms.IntegerField(
        label=_("Length in minutes"), required=False, min_value=1, max_value=1440
    )
    on_sale_from = LocalMoment(
        label=_("On sale from"),
        required=False,
        help_text=_("In the venue’s own time. Left empty the sale opens at the offer."),
    )
    sale_ends = forms.IntegerField(
        label=_("Sale ends, minutes before the start"),
        required=False,
        min_value=0,
        max_value=100_000,
        help_text=_("Empty or 0: when it begins."),
    )
    currency = forms.CharField(
        label=_("Currency"), max_length=3, validators=[currency_code]
    )
    supplier = forms.ModelChoiceField(
        Account.objects.filter(kind=AccountKind.SUPPLIER).order_by("pk"),
        label=_("Supplier"),
        empty_label=None,
        help_text=_("Whose tickets these are: the house's own by default."),
    )

    def __init__(self, *args: Any, show: Show, **kwargs: Any) -> None:
        first = {"minutes": show.running_minutes, "currency": the_house().currency}
        kwargs["initial"] = first
        super().__init__(*args, **kwargs)
        self.starts: list[datetime] = []
        self.opens: datetime | None = None

    def clean_times(self) -> list[time]:
        parts = (
            self.cleaned_data["times"].replace("，", ",").replace("、", ",").split(",")
        )
        return [_read_time(part) for part in parts if part.strip()]

    def clean_dates(self) -> list[datetime]:
        lines = self.cleaned_data["dates"].splitlines()
        return [read_moment(line) for line in lines if line.strip()]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        version = cleaned.get("plan_version")
        if version is None or self.errors:
            return cleaned
        zone = ZoneInfo(version.plan.hall.venue.time_zone)
        self.opens = to_moment(self, "on_sale_from", zone)
        local = cleaned["dates"] or list(self._pattern(cleaned))
        if not local:
            self.add_error(
                "dates", _("Write at least one date, or fill in the pattern.")
            )
        elif len(local) > MOST_DATES:
            self.add_error("last", _("That is more than %s dates.") % MOST_DATES)
        else:
            self.starts = self._moments(local, zone)
        return cleaned

    def _pattern(self, cleaned: dict[str, Any]) -> list[datetime]:
        first: date | None = cleaned.get("first")
        last: date | None = cleaned.get("last") or first
        if first is None or last is None:
            return []
        if not timedelta(0) <= last - first <= timedelta(days=800):
            self.add_error(
                "last", _("The last day comes after the first, within two years.")
            )
            return []
        days = cleaned["weekdays"] or range(7)
        return list(weekly(first, last, weekdays=days, times=cleaned["times"]))

    def _moments(self, local: list[datetime], zone: ZoneInfo) -> list[datetime]:
        try:
            return [in_zone(start, zone) for start in local]
        except Refusal as refusal:
            self.add_error("dates", str(refusal))
            return []

    def run(self) -> Run:
        data = self.cleaned_data
        return Run(
            plan_version=data["plan_version"],
            currency=data["currency"],
            supplier=data["supplier"],
            minutes=data["minutes"],
            title_en=data["title_en"],
            title_zh_hans=data["title_zh_hans"],
            on_sale_from=self.opens,
            sale_ends_minutes_before=data["sale_ends"] or 0,
        )


def _read_time(text: str) -> time:
    try:
        return time.fromisoformat(text.strip().replace("：", ":").zfill(5))
    except ValueError as error:
        raise ValidationError(
            _("“%(text)s” is no time; write 19:30."), params={"text": text}
        ) from error


class DateForm(TitleFields):
    """One performance; when and where it is stays once places are taken."""

    plan_version = PlanField(label=_("Hall and seating plan"))
    starts_at = LocalMoment(label=_("Starts"))
    minutes = forms.IntegerField(
        label=_("Length in minutes"), required=False, min_value=1, max_value=1440
    )
    on_sale_from = LocalMoment(label=_("On sale from"), required=False)
    off_sale_at = LocalMoment(
        label=_("Off sale at"),
        required=False,
        help_text=_("Left empty the sale ends when it begins."),
    )

    def __init__(
        self, *args: Any, performance: Performance, is_taken: bool, **kwargs: Any
    ) -> None:
        kwargs["initial"] = _as_local(performance)
        super().__init__(*args, **kwargs)
        self.performance = performance
        plan: Any = self.fields["plan_version"]
        if performance.offered:
            plan.disabled = True
            only = performance.plan_version_id or 0
            plan.queryset = PlanVersion.objects.filter(pk=only)
            plan.help_text = _("Its places are made; the plan stays.")
        if is_taken:
            self.fields["starts_at"].disabled = True
            self.fields["starts_at"].help_text = _(
                "People have places for this time; call it off and make another."
            )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self.errors:
            return cleaned
        p, version = self.performance, cleaned["plan_version"]
        zone = ZoneInfo(version.plan.hall.venue.time_zone)
        p.plan_version, p.hall = version, version.plan.hall
        start = to_moment(self, "starts_at", zone)
        minutes = cleaned["minutes"]
        p.on_sale_from = to_moment(self, "on_sale_from", zone)
        p.off_sale_at = to_moment(self, "off_sale_at", zone)
        p.title_en, p.title_zh_hans = cleaned["title_en"], cleaned["title_zh_hans"]
        if start is not None:
            p.starts_at = start
            p.ends_at = start + timedelta(minutes=minutes) if minutes else None
        if not self.errors:
            self._check(p)
        return cleaned

    def _check(self, performance: Performance) -> None:
        if performance.offered and performance.on_sale_from is None:
            self.add_error("on_sale_from", _("It is offered: say from when."))
        try:
            performance.validate_constraints()
        except ValidationError as error:
            self.add_error(None, error)


def _as_local(performance: Performance) -> dict[str, Any]:
    zone, p = performance.zone, performance
    length = (p.ends_at - p.starts_at) if p.ends_at else None
    return {
        "plan_version": p.plan_version_id,
        "starts_at": p.local_start,
        "minutes": int(length.total_seconds() // 60) if length else None,
        "on_sale_from": p.on_sale_from and p.on_sale_from.astimezone(zone),
        "off_sale_at": p.off_sale_at and p.off_sale_at.astimezone(zone),
        "title_en": p.title_en,
        "title_zh_hans": p.title_zh_hans,
    }
