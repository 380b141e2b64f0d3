"""Filters of the tables: by state of the sale, by month, by withdrawal."""

from datetime import UTC, datetime
from typing import Any

from django.contrib.admin import SimpleListFilter
from django.db.models import QuerySet
from django.db.models.functions import TruncMonth
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ground import dates
from ticketing.shows.models import Performance


class SaleFilter(SimpleListFilter):
    title = _("state")
    parameter_name = "sale"

    def lookups(self, _request: HttpRequest, _admin: Any) -> list[tuple[str, Any]]:
        return [
            ("coming", _("to come")),
            ("on", _("on sale")),
            ("soon", _("opens later")),
            ("none", _("not offered")),
            ("cancelled", _("cancelled")),
            ("past", _("past")),
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
        }.get(self.value() or "")
        return found() if found else None


class MonthFilter(SimpleListFilter):
    title = _("month")
    parameter_name = "month"

    def lookups(self, _request: HttpRequest, _admin: Any) -> list[tuple[str, Any]]:
        months = (
            Performance.objects.annotate(month=TruncMonth("starts_at", tzinfo=UTC))
            .order_by("month")
            .values_list("month", flat=True)
            .distinct()
        )
        return [(f"{month:%Y-%m}", dates.month(month.date())) for month in months]

    def queryset(
        self, _request: HttpRequest, queryset: QuerySet[Any]
    ) -> QuerySet[Any] | None:
        try:
            month = datetime.strptime(self.value() or "", "%Y-%m").replace(tzinfo=UTC)
        except ValueError:
            return None
        return queryset.filter(starts_at__year=month.year, starts_at__month=month.month)


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
