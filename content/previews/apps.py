from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PreviewsConfig(AppConfig):
    """What comes next, compiled from dates and sale openings."""

    name = "content.previews"
    verbose_name = _("Previews")

    def ready(self) -> None:
        from content import planting  # noqa: PLC0415
        from content.previews.models import PreviewsPage  # noqa: PLC0415
        from ground.names import CHINESE, ENGLISH  # noqa: PLC0415

        titles = {ENGLISH: "Coming up", CHINESE: "演出预告"}
        planting.under_home(PreviewsPage, slug="previews", titles=titles)
