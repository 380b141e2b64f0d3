from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class VenuePagesConfig(AppConfig):
    """The editors' pages about the houses; the houses themselves are ticketing's."""

    name = "content.venue_pages"
    verbose_name = _("Venue pages")

    def ready(self) -> None:
        from content import planting  # noqa: PLC0415
        from content.venue_pages.models import VenueIndexPage  # noqa: PLC0415
        from ground.names import CHINESE, ENGLISH  # noqa: PLC0415

        titles = {ENGLISH: "Venues", CHINESE: "场馆"}
        planting.under_home(VenueIndexPage, slug="venues", titles=titles, in_menu=False)
