from django.apps import AppConfig
from django.core import checks
from django.utils.translation import gettext_lazy as _


class PaymentsConfig(AppConfig):
    name = "ticketing.payments"
    verbose_name = _("Payments")

    def ready(self) -> None:
        from ticketing.orders.phases import Phase, on_enter  # noqa: PLC0415
        from ticketing.payments import refunds, services  # noqa: PLC0415
        from ticketing.payments.checks import (  # noqa: PLC0415
            no_sandbox_in_production,
        )
        from ticketing.payments.methods import levels  # noqa: PLC0415
        from ticketing.payments.methods.member_levels import (  # noqa: PLC0415
            MEMBER_LEVELS,
        )

        levels.provide(MEMBER_LEVELS)
        on_enter(Phase.PAID, layer=20)(services.book_order_sale)
        on_enter(Phase.CANCELLED, layer=20)(refunds.give_back_all)
        on_enter(Phase.EXPIRED, layer=20)(refunds.give_back_all)
        checks.register(no_sandbox_in_production)
        _register_gateways()


def _register_gateways() -> None:
    """In the order in which they are offered."""
    from ticketing.payments import gateways  # noqa: PLC0415
    from ticketing.payments.gateways.carried import Carried  # noqa: PLC0415
    from ticketing.payments.gateways.counter import Counter  # noqa: PLC0415
    from ticketing.payments.gateways.credit import CreditGateway  # noqa: PLC0415
    from ticketing.payments.gateways.on_account import OnAccount  # noqa: PLC0415
    from ticketing.payments.gateways.sandbox import Sandbox  # noqa: PLC0415
    from ticketing.payments.gateways.stripe_checkout import (  # noqa: PLC0415
        StripeCheckout,
    )
    from ticketing.payments.gateways.transfer import Transfer  # noqa: PLC0415

    chosen = (StripeCheckout(), Sandbox(), Transfer(), Counter())
    for gateway in (*chosen, OnAccount(), CreditGateway(), Carried()):
        gateways.register(gateway)
