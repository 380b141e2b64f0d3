from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class RushConfig(AppConfig):
    name = "ticketing.rush"
    verbose_name = _("Rush")
