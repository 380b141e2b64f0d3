from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"

    def ready(self) -> None:
        from content.posters import poster_on_page  # noqa: PLC0415
        from ticketing.shows.posters import provide  # noqa: PLC0415

        provide(poster_on_page)
