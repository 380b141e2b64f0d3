"""What must not be switched on."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from ticketing.payments.gateways.sandbox import is_production


def no_sandbox_in_production(**_kwargs: Any) -> list[CheckMessage]:
    """Pretended money buys no real tickets."""
    if settings.MARQUEE_SANDBOX_PAYMENTS and is_production():
        return [
            Error(
                "Sandbox payments are switched on with the production settings.",
                hint="Remove MARQUEE_SANDBOX_PAYMENTS.",
                id="payments.E001",
            )
        ]
    return []
