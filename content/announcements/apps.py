from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnouncementsConfig(AppConfig):
    name = "content.announcements"
    verbose_name = _("Announcements")

    def ready(self) -> None:
        from content import appearing, planting  # noqa: PLC0415
        from content.announcements.models import AnnouncementIndexPage  # noqa: PLC0415
        from content.announcements.selectors import not_yet_appeared  # noqa: PLC0415
        from ground.names import CHINESE, ENGLISH  # noqa: PLC0415

        titles = {ENGLISH: "Announcements", CHINESE: "公告"}
        planting.under_home(AnnouncementIndexPage, slug="announcements", titles=titles)
        appearing.hide(not_yet_appeared)
