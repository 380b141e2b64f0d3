from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OfferPagesConfig(AppConfig):
    """The page that collects what ticketing has on offer."""

    name = "content.offer_pages"
    verbose_name = _("Offers page")

    def ready(self) -> None:
        from content import menu, planting  # noqa: PLC0415
        from content.offer_pages.models import OffersPage  # noqa: PLC0415
        from content.offer_pages.screens import is_something_on  # noqa: PLC0415
        from ground.names import CHINESE, ENGLISH  # noqa: PLC0415

        titles = {ENGLISH: "Offers", CHINESE: "优惠"}
        planting.under_home(OffersPage, slug="offers", titles=titles)
        menu.only_while(OffersPage, is_something_on)
