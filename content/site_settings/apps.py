from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SiteSettingsConfig(AppConfig):
    """How the site looks, and the ways through it."""

    name = "content.site_settings"
    verbose_name = _("The site")
