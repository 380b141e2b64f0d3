from django.apps import AppConfig


class ContentConfig(AppConfig):
    name = "content"

    def ready(self) -> None:
        from wagtail.signals import page_published  # noqa: PLC0415

        from community.comments.places import provide as comments_stand_on  # noqa: PLC0415
        from content import planting  # noqa: PLC0415
        from content.comments import has_page, latest_comments  # noqa: PLC0415
        from content.found.pictures.tasks import plan_drawing  # noqa: PLC0415
        from content.models import ShowIndexPage  # noqa: PLC0415
        from content.posters import poster_on_page  # noqa: PLC0415
        from content.sections import all_of_them  # noqa: PLC0415
        from content.sections.comments import provide as provide_comments  # noqa: PLC0415
        from ground.names import CHINESE, ENGLISH  # noqa: PLC0415
        from ticketing.shows.posters import provide  # noqa: PLC0415

        provide(poster_on_page)
        comments_stand_on(has_page)
        provide_comments(latest_comments)
        titles = {ENGLISH: "What’s on", CHINESE: "演出"}
        planting.under_home(ShowIndexPage, slug="shows", titles=titles)
        all_of_them.register_sections()
        page_published.connect(plan_drawing, dispatch_uid="draw share picture")
