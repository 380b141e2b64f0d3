from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "ticketing.payments"
    verbose_name = _("Payments")

    def ready(self) -> None:
        from ticketing.orders import phases  # noqa: PLC0415
        from ticketing.payments import services  # noqa: PLC0415

        phases.on_enter(phases.Phase.PAID, layer=20)(services.book_order_sale)
