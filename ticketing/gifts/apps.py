from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GiftsConfig(AppConfig):
    name = "ticketing.gifts"
    verbose_name = _("Gift cards")

    def ready(self) -> None:
        from ticketing.gifts.lines import GiftCardLines  # noqa: PLC0415
        from ticketing.orders import line_kinds  # noqa: PLC0415
        from ticketing.payments.credit.models import GIFT_CARD  # noqa: PLC0415

        line_kinds.register(GIFT_CARD, GiftCardLines())
