from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ReturnsConfig(AppConfig):
    name = "ticketing.returns"
    verbose_name = _("Giving back")

    def ready(self) -> None:
        from ticketing.orders import line_kinds  # noqa: PLC0415
        from ticketing.orders.phases import Phase, on_enter  # noqa: PLC0415

        # The job's tasks call what calls the others: here, so that the worker has them.
        from ticketing.returns import (  # noqa: PLC0415
            call_off_tasks,  # noqa: F401
            exchanges,
            late_money,
        )
        from ticketing.returns.fee_lines import (  # noqa: PLC0415
            DONATION,
            FEE_KINDS,
            FeeLines,
        )

        for kind in (*FEE_KINDS, DONATION):
            line_kinds.register(kind, FeeLines())
        # Before the new places are sold: the old ones are locked with them.
        on_enter(Phase.PAID, layer=4)(exchanges.take_over)
        # After the lines are alive again.
        on_enter(Phase.PAID, layer=9)(late_money.ask_late_payer)
