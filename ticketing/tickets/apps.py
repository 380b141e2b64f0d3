from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TicketsConfig(AppConfig):
    name = "ticketing.tickets"
    verbose_name = _("Tickets")

    def ready(self) -> None:
        from ticketing.orders.phases import Phase, on_enter  # noqa: PLC0415
        from ticketing.tickets import mail, services  # noqa: PLC0415

        on_enter(Phase.PAID, layer=30)(services.issue_tickets)
        on_enter(Phase.REFUNDED, layer=30)(services.void_tickets)
        on_enter(Phase.PAID, layer=40)(mail.plan_tickets)
        on_enter(Phase.CANCELLED, layer=40)(mail.plan_ended)
        on_enter(Phase.EXPIRED, layer=40)(mail.plan_expired)
        on_enter(Phase.REFUNDED, layer=40)(mail.plan_ended)
