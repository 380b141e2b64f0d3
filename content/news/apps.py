from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsConfig(AppConfig):
    name = "content.news"
    verbose_name = _("News")

    def ready(self) -> None:
        from content import planting  # noqa: PLC0415
        from content.news.models import NewsIndexPage  # noqa: PLC0415
        from ground.names import CHINESE, ENGLISH  # noqa: PLC0415

        titles = {ENGLISH: "News", CHINESE: "新闻"}
        planting.under_home(NewsIndexPage, slug="news", titles=titles)
