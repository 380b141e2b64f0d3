from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CheckoutConfig(AppConfig):
    name = "ticketing.checkout"
    verbose_name = _("Checkout")

    def ready(self) -> None:
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415

        from ticketing.checkout import code_uses, logins  # noqa: PLC0415
        from ticketing.orders.phases import Phase, on_enter  # noqa: PLC0415

        # After the stock: codes are locked behind places.
        on_enter(Phase.PAID, layer=15)(code_uses.keep_codes_of_paid)
        # Django's own word, which every way to sign in gives.
        user_logged_in.connect(logins.give_login_points, dispatch_uid="points")
