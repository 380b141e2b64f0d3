from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DuesConfig(AppConfig):
    name = "ticketing.dues"
    verbose_name = _("Dues")

    def ready(self) -> None:
        from ticketing.dues.lines import DUE, DueLines  # noqa: PLC0415
        from ticketing.orders import line_kinds  # noqa: PLC0415

        line_kinds.register(DUE, DueLines())
