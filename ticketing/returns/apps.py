from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReturnsConfig(AppConfig):
    name = "ticketing.returns"
    verbose_name = _("Giving back")

    def ready(self) -> None:
        from ticketing.orders import line_kinds  # noqa: PLC0415
        from ticketing.returns.fee_lines import RETURN_FEE, FeeLines  # noqa: PLC0415

        line_kinds.register(RETURN_FEE, FeeLines())
