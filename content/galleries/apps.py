from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GalleriesConfig(AppConfig):
    name = "content.galleries"
    verbose_name = _("Galleries")

    def ready(self) -> None:
        from wagtail.signals import page_published  # noqa: PLC0415

        from content import planting  # noqa: PLC0415
        from content.galleries.encoding import encode_quickly  # noqa: PLC0415
        from content.galleries.models import GalleryIndexPage  # noqa: PLC0415
        from content.galleries.tasks import plan_cutting  # noqa: PLC0415
        from ground.names import CHINESE, ENGLISH  # noqa: PLC0415

        encode_quickly()
        titles = {ENGLISH: "Galleries", CHINESE: "图集"}
        planting.under_home(GalleryIndexPage, slug="galleries", titles=titles)
        page_published.connect(plan_cutting, dispatch_uid="cut pictures")
