from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SpecialsConfig(AppConfig):
    name = "content.specials"
    verbose_name = _("Specials")

    def ready(self) -> None:
        from content import planting  # noqa: PLC0415
        from content.specials.models import SpecialIndexPage  # noqa: PLC0415
        from ground.names import CHINESE, ENGLISH  # noqa: PLC0415

        titles = {ENGLISH: "Specials", CHINESE: "专题"}
        planting.under_home(SpecialIndexPage, slug="specials", titles=titles)
