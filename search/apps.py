from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from content.visits import readers  # noqa: PLC0415
        from search.following import marking  # noqa: PLC0415
        from search.log.writing import write_searches  # noqa: PLC0415

        marking.connect()
        readers.provide(write_searches)
