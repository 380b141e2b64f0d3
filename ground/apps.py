from django.apps import AppConfig, apps
from django.conf import settings

# Wagtail keeps an index of which page uses what, by a task after each save.
# Orders and their like are used by no page: six tasks for each purchase.
ROOMS_WITHOUT_PAGES = ("ticketing.", "members", "flows", "ground")


class GroundConfig(AppConfig):
    name = "ground"

    def ready(self) -> None:
        from ground import crash  # noqa: PLC0415

        # Only the test settings have it.
        crash.arm(getattr(settings, "MARQUEE_CRASH_POINTS", ""))
        for config in apps.get_app_configs():
            if config.name.startswith(ROOMS_WITHOUT_PAGES):
                for model in config.get_models():
                    model.wagtail_reference_index_ignore = True  # type: ignore[attr-defined]
