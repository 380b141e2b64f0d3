"""Registers the way to pay when the house starts."""

from django.apps import AppConfig


class KioskConfig(AppConfig):
    name = "kiosk"

    def ready(self) -> None:
        from kiosk.gateway import Kiosk  # noqa: PLC0415 models are not there before
        from ticketing.payments import gateways  # noqa: PLC0415

        gateways.register(Kiosk())
