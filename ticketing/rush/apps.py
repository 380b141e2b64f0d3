from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RushConfig(AppConfig):
    name = "ticketing.rush"
    verbose_name = _("Rush")

    def ready(self) -> None:
        from ticketing.orders.phases import Phase, on_enter  # noqa: PLC0415
        from ticketing.rush import limits, waiting_list  # noqa: PLC0415
        from ticketing.stock.returns import on_return  # noqa: PLC0415

        on_enter(Phase.PAID, layer=5)(limits.keep_limits_of_paid)
        on_enter(Phase.PAID, layer=6)(limits.pass_slots_on)
        on_return(waiting_list.keep_returned, before=waiting_list.prepare_return)
