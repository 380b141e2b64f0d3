from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CheckoutConfig(AppConfig):
    name = "ticketing.checkout"
    verbose_name = _("Checkout")

    def ready(self) -> None:
        from ticketing.checkout import code_uses  # noqa: PLC0415
        from ticketing.orders.phases import Phase, on_enter  # noqa: PLC0415

        # After the stock: codes are locked behind places.
        on_enter(Phase.PAID, layer=15)(code_uses.keep_codes_of_paid)
