from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OffersConfig(AppConfig):
    name = "ticketing.offers"
    verbose_name = _("Offers")

    def ready(self) -> None:
        from ticketing.offers import levels  # noqa: PLC0415
        from ticketing.offers.asked import asked_prices  # noqa: PLC0415
        from ticketing.offers.concession_offers import standing_offers  # noqa: PLC0415
        from ticketing.offers.level_discounts import price_of_level  # noqa: PLC0415
        from ticketing.offers.on_now import is_any_on, offers_now  # noqa: PLC0415
        from ticketing.offers.registry import provide  # noqa: PLC0415
        from ticketing.stock import asking  # noqa: PLC0415

        asking.provide(asked_prices)
        levels.provide(price_of_level)
        provide(offers_now, is_any_on)
        provide(standing_offers)
