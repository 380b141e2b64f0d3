"""What went on sale lately, for readers of feeds: `/en/catalogue/on-sale/atom/`."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from content.cards import performance_url
from content.catalogue.finding import pages_of
from content.feeds import MOST
from ground import dates
from ticketing.house.models import the_house
from ticketing.shows.models import Performance


@dataclass(frozen=True, slots=True)
class OnSale:
    """A performance, and the title that its show has for the reader."""

    title: str
    performance: Performance


class NewlyOnSale(Feed):  # type: ignore[type-arg]
    """Performances that can be booked, the sale that opened last first."""

    def title(self) -> str:
        return f"{_('New on sale')} · {the_house().name}"

    def link(self) -> str:
        return reverse("catalogue:list")

    def description(self) -> str:
        return _("Performances that have just gone on sale.")

    subtitle = description

    def items(self) -> list[OnSale]:
        found = Performance.objects.on_sale(timezone.now()).with_show_and_venue()
        listed = list(found.order_by("-on_sale_from", "starts_at", "pk")[:MOST])
        pages = pages_of(p.show_id for p in listed)
        return [OnSale(_titled(p, pages.get(p.show_id)), p) for p in listed]

    def item_title(self, item: Any) -> str:
        moment = dates.moment(item.performance.local_start, with_weekday=True)
        return f"{item.title} · {moment}"

    def item_description(self, item: Any) -> str:
        hall = item.performance.hall
        return " · ".join(dict.fromkeys((hall.name, hall.venue.name)))

    def item_link(self, item: Any) -> str:
        return performance_url(item.performance)

    def item_categories(self, item: Any) -> list[str]:
        return [item.performance.show.kind.name]

    def item_pubdate(self, item: Any) -> datetime | None:
        opened: datetime | None = item.performance.on_sale_from
        return opened

    item_updateddate = item_pubdate


def _titled(performance: Performance, page: Any) -> str:
    title = page.title if page else performance.show.name
    return " · ".join(part for part in (title, performance.title) if part)
