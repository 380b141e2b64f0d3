"""The live dates of a special in Wagtail's interface."""

from typing import Any

from django.utils import timezone
from rest_framework.fields import Field

from content.rows import DateRow
from content.specials.live import special_rows


class SpecialDates(Field):
    """What the page shows of each date at this moment; money is a string."""

    def to_representation(self, value: Any) -> list[dict[str, Any]]:
        request = self.context["request"]
        rows = special_rows(value, request, now=timezone.now())
        return [_told(row) for row in rows]


def _told(row: DateRow) -> dict[str, Any]:
    performance, offer = row.performance, row.offer
    return {
        "performance_id": performance.pk,
        "show_id": performance.show_id,
        "title": row.title,
        "starts_at": performance.local_start.isoformat(),
        "hall": performance.hall.name,
        "state": offer.state,
        "lowest_price": _money(offer.lowest_price),
        "highest_price": _money(offer.highest_price),
        "currency": performance.currency,
        "book_url": row.book_url,
    }


def _money(amount: Any) -> str | None:
    return None if amount is None else str(amount)
