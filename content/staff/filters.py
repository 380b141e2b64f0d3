"""Filters of the tables: by state of the sale, by month, by withdrawal."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.db.models.functions import TruncMonth
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ground import dates
from ticketing.house.models import the_house
from ticketing.shows.models import Performance

MONTH: Final = "month"
# No month is longer.
PAST_A_MONTH: Final = timedelta(days=32)


class SaleFilter(SimpleListFilter):
    """What is to come, until something else is asked for: a state, or a month."""

    title = _("state")
    parameter_name = "sale"

    def __init__(
        self, request: HttpRequest, params: dict[str, Any], model: Any, admin: Any
    ) -> None:
        self.usual = "all" if MONTH in request.GET else "coming"
        super().__init__(request, params, model, admin)

    def value(self) -> str:
        return super().value() or self.usual

    def choices(self, changelist: Any) -> Iterator[Any]:
        """Without Django's own “all”, which means that nothing was chosen."""
        return (c for at, c in enumerate(super().choices(changelist)) if at)

    def lookups(self, _request: HttpRequest, _admin: Any) -> list[tuple[str, Any]]:
        return [
            ("coming", _("to come")),
            ("on", _("on sale")),
            ("soon", _("opens later")),
            ("none", _("not offered")),
            ("cancelled", _("cancelled")),
            ("past", _("past")),
            ("all", pgettext_lazy("filter", "all")),
        ]

    def queryset(
        self, _request: HttpRequest, queryset: QuerySet[Any]
    ) -> QuerySet[Any] | None:
        now = timezone.now()
        rows: Any = queryset
        found = {
            "coming": lambda: rows.ahead(now),
            "on": lambda: rows.on_sale(now),
            "soon": lambda: rows.opening_after(now),
            "none": lambda: rows.ahead(now).filter(offered=False),
            "cancelled": lambda: rows.exclude(cancelled_at=None),
            "past": lambda: rows.filter(starts_at__lte=now),
        }.get(self.value())
        return found() if found else None


class MonthFilter(SimpleListFilter):
    """Months as the house's clock counts them."""

    title = _("month")
    parameter_name = MONTH

    def lookups(self, _request: HttpRequest, _admin: Any) -> list[tuple[str, Any]]:
        zone = the_house().zone
        months = (
            Performance.objects.annotate(month=TruncMonth("starts_at", tzinfo=zone))
            .order_by("month")
            .values_list("month", flat=True)
            .distinct()
        )
        return [(f"{month:%Y-%m}", dates.month(month.date())) for month in months]

    def queryset(
        self, _request: HttpRequest, queryset: QuerySet[Any]
    ) -> QuerySet[Any] | None:
        zone = the_house().zone
        try:
            first = datetime.strptime(self.value() or "", "%Y-%m").replace(tzinfo=zone)
        except ValueError:
            return None
        following = (first + PAST_A_MONTH).replace(day=1)
        return queryset.filter(starts_at__gte=first, starts_at__lt=following)


class WithdrawnFilter(SimpleListFilter):
    title = _("withdrawn")
    parameter_name = "withdrawn"

    def lookups(self, _request: HttpRequest, _admin: Any) -> list[tuple[str, Any]]:
        return [("no", _("on the site")), ("yes", _("withdrawn"))]

    def queryset(
        self, _request: HttpRequest, queryset: QuerySet[Any]
    ) -> QuerySet[Any] | None:
        if self.value() not in ("yes", "no"):
            return None
        return queryset.filter(withdrawn_at__isnull=self.value() == "no")
