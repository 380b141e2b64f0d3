from django.apps import AppConfig
from django.conf import settings


class GroundConfig(AppConfig):
    name = "ground"

    def ready(self) -> None:
        from ground import crash  # noqa: PLC0415

        # Only the test settings have it.
        crash.arm(getattr(settings, "MARQUEE_CRASH_POINTS", ""))
