from django.apps import AppConfig


class PigeonConfig(AppConfig):
    name = "pigeon"

    def ready(self) -> None:
        from pigeon.courier import Pigeon  # noqa: PLC0415 apps are loaded first
        from ticketing.delivery import couriers  # noqa: PLC0415

        couriers.register(Pigeon())
