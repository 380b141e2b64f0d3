from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OrdersConfig(AppConfig):
    name = "ticketing.orders"
    verbose_name = _("Orders")

    def ready(self) -> None:
        from ticketing.orders import line_kinds, phases, services  # noqa: PLC0415
        from ticketing.orders.place_lines import PLACE, PlaceLines  # noqa: PLC0415

        line_kinds.register(PLACE, PlaceLines())
        phases.on_enter(phases.Phase.PAID, layer=10)(services.fulfil_lines)
        phases.on_enter(phases.Phase.CANCELLED, layer=10)(services.void_lines)
        phases.on_enter(phases.Phase.EXPIRED, layer=10)(services.void_lines)
