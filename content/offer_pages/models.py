"""The page of what is on offer; it fills itself."""

from django.utils.translation import gettext_lazy as _

from content.models.under_home import UnderHomePage


class OffersPage(UnderHomePage):
    """All offers of the moment with their dates; in the menu while there are any."""

    screen = "content.offer_pages.screens.offers_screen"

    class Meta:
        verbose_name = _("page of offers")
        verbose_name_plural = _("pages of offers")
