from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DeliveryConfig(AppConfig):
    name = "ticketing.delivery"
    verbose_name = _("Delivery")

    def ready(self) -> None:
        from ticketing.delivery import couriers, levels  # noqa: PLC0415
        from ticketing.delivery.couriers import by_hand  # noqa: PLC0415
        from ticketing.delivery.delivery_lines import (  # noqa: PLC0415
            DELIVERY,
            DeliveryLines,
        )
        from ticketing.delivery.level_delivery import free_for_level  # noqa: PLC0415
        from ticketing.orders import line_kinds  # noqa: PLC0415

        line_kinds.register(DELIVERY, DeliveryLines())
        couriers.register(by_hand.COURIER)
        levels.provide(free_for_level)
