"""The kinds of offers, and what an offer may be combined with."""

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class OfferKind(models.TextChoices):
    SPECIAL = "special", _("special price")
    EARLY_BIRD = "early_bird", _("early bird")
    LAST_MINUTE = "last_minute", _("last minute")
    GROUP = "group", _("group")
    FAMILY = "family", _("set of places of one performance")
    SHOWS = "shows", _("set of several shows")
    BUY_GET = "buy_get", _("buy some, get some")


class Combines(models.TextChoices):
    ALONE = "alone", _("with nothing else")
    CONCESSIONS = "concessions", _("with concessions")
    ALL = "all", pgettext_lazy("offer", "with concessions and other such offers")


# The channel of what visitors see.
THE_SITE: Final = "web"
# Those that take several places together and share out what they save.
BUNDLES: Final = frozenset({OfferKind.FAMILY, OfferKind.SHOWS, OfferKind.BUY_GET})
